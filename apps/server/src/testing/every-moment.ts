/** The usual run takes samples of what is alike; `npm run test:deep` kills at every moment. */
export const everyMoment = process.env['PEGEL_EVERY_MOMENT'] !== undefined;
