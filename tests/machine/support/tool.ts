import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../../src/report/model/report.ts';
import type { CommandResult } from '../../real/support/command.ts';
import type { Host } from '../../real/support/host.ts';
import { REPOSITORY } from '../../real/support/tool.ts';
import { printedBy } from '../../support/printed.ts';

const RESPONDER = fileURLToPath(new URL('./responder.js', import.meta.url));

/** Starts a client push's target at every address of a host. */
export async function startResponder(host: Host): Promise<void> {
  const words = [process.execPath, RESPONDER, path.join(REPOSITORY, 'dist')];
  await host.startServer(words, [445, 135, 49_664, 49_667]);
}

export function reportOf(ended: CommandResult): Report {
  return JSON.parse(printedBy(ended));
}

/** `client-push/smb open` and how often it was told, `not-checked` and `not-named` left out. */
export function outcomeCounts({ clients }: Report): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { requirements } of clients) {
    for (const { id, outcome } of requirements) {
      if (outcome === 'not-named' || outcome === 'not-checked') continue;
      const key = `${id} ${outcome}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

export function verdictsOf({ clients }: Report): readonly string[] {
  return [...new Set(clients.flatMap(({ methods }) => methods.map(({ verdict }) => verdict)))];
}

/** The codes of all endpoints whose outcome is `error`. */
export function errorCodesOf({ clients }: Report): readonly string[] {
  const endpoints = clients.flatMap(({ requirements }) =>
    requirements.flatMap((requirement) => requirement.endpoints),
  );
  return [
    ...new Set(endpoints.flatMap(({ outcome, code }) => (outcome === 'error' ? [code ?? ''] : []))),
  ];
}
