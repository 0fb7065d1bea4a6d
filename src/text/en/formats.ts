import type { ReportFormat, PlanFormat } from '../formats.ts';

export const FORMATS = {
  report: {
    table: 'for people, at a terminal',
    html: 'a page for a browser: to look into, to filter, to print',
    json: 'one document with everything, for programs',
    ndjson: 'a line a client as soon as it is judged; what --resume and merge read',
    firewall: 'for the firewall team: rules for what is blocked',
    'firewall-csv': 'the same, a row a rule',
    'firewall-powershell': "a script of them for the clients' own Windows Firewall",
    markdown: 'for a wiki, a ticket or a pull request',
    csv: 'a row a requirement of each client, for a spreadsheet',
    junit: 'XML for CI servers: a suite a client, a case a method',
    github: 'annotations of a GitHub workflow, and the summary of its step',
    prometheus: "metrics for node_exporter's textfile collector",
  } satisfies Record<ReportFormat, string>,
  plan: {
    table: 'for people, at a terminal',
    json: 'for programs',
    csv: 'a row a flow, for a spreadsheet',
    markdown: 'a table for a change request or a wiki',
    firewall: 'for the firewall team: the rules that the flows need',
    'firewall-csv': 'the same, a row a rule',
    'firewall-powershell': "a script of them for the clients' own Windows Firewall",
  } satisfies Record<PlanFormat, string>,
};
