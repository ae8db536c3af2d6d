/** How many random cases a property looks at: in `npm test` a usual number, in `npm run test:deep` the one that it sets. */
export const runs = (usual: number): number => Number(process.env['PEGEL_RUNS'] ?? usual);
