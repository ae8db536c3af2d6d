/** Invented reports, and hostile names, for the tests of both clients. */
export { formulas } from './formulas.js';
export { sampleOrganisation, sampleReport, sampleReports, sampleToday, type SampleOptions } from './sample-report.js';
export { cellsIn } from './cells-in.js';
