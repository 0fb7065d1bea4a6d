/** The forms that a report is written in, in the order of the help. */
export const REPORT_FORMATS = [
  'table',
  'html',
  'json',
  'ndjson',
  'ndjson-full',
  'firewall',
  'firewall-csv',
  'firewall-powershell',
  'markdown',
  'csv',
  'clients',
  'ready',
  'junit',
  'github',
  'prometheus',
] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
