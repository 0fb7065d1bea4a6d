import type { Effect } from '../../judge/vocabulary.ts';
import { grouped } from './numbers.ts';

export const FORMATS = {
  report: {
    table: 'for people, at a terminal',
    html: 'a page for a browser: to look into, to filter, to print',
    json: 'one document with everything, for programs',
    ndjson: 'a line a client as soon as it is judged; what --resume and merge read',
    'ndjson-full': 'the same with every sentence, for programs that show it to people',
    firewall: 'for the firewall team: rules for what is blocked',
    'firewall-csv': 'the same, a row a rule',
    'firewall-powershell': "a script of them for the clients' own Windows Firewall",
    markdown: 'for a wiki, a ticket or a pull request',
    ready: 'names of the clients that are ready for --method, else client push, one a line',
    clients: 'CSV, a row a client: whether it may be installed, else why not and what to open',
    csv: 'a row a requirement of each client, for a spreadsheet',
    junit: 'XML for CI servers: a suite a client, a case a method',
    github: 'annotations of a GitHub workflow, and the summary of its step',
    prometheus: "metrics for node_exporter's textfile collector",
  },
  explain: {
    table: 'for people, at a terminal',
    json: 'for programs',
  },
  plan: {
    table: 'for people, at a terminal',
    json: 'for programs',
    csv: 'a row a flow, for a spreadsheet',
    markdown: 'a table for a change request or a wiki',
    firewall: 'for the firewall team: the rules that the flows need',
    'firewall-csv': 'the same, a row a rule',
    'firewall-powershell': "a script of them for the clients' own Windows Firewall",
  },
};

export const MARKDOWN = {
  columns: {
    client: 'client',
    method: 'method',
    verdict: 'verdict',
    here: 'as far as seen from here',
    explanation: 'why',
    flow: 'flow',
    where: 'where',
    seen: 'seen',
  },
};

export const GITHUB = {
  /** Title of an annotation about one client. @param methods their names */
  title: (effect: Effect, methods: readonly string[], client: string) =>
    `${client}: ${methods.join(', ')} ${EFFECTS[effect][methods.length === 1 ? 'one' : 'several']}`,
  /** Replaces annotations beyond the number that GitHub shows. */
  others: (count: number) => `${grouped(count)} more: see the summary of this step`,
  /** Last line of a summary that was cut to GitHub's limit. */
  cut: 'The rest was left out, because GitHub takes no longer summary. To have everything, ask for a file: -o markdown=FILE',
};

const EFFECTS: Record<Effect, Record<'one' | 'several', string>> = {
  breaks: { one: 'breaks', several: 'break' },
  degraded: { one: 'is degraded', several: 'are degraded' },
  unproven: { one: 'is unproven', several: 'are unproven' },
};
