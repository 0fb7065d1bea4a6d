export const REPORT_FORMATS = ['table', 'json', 'ndjson'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
