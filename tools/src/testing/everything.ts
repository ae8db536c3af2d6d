/** Whether everything is looked at, as `npm run test:deep` and `npm run test:faults` do, or what there is time for each time. */
export const isEverything = process.env['PEGEL_EVERYTHING'] !== undefined;
