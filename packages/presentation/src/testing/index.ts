/** Invented reports for the tests of both clients. */
export { sampleOrganisation, sampleReport, sampleReports, sampleToday, type SampleOptions } from './sample-report.js';
