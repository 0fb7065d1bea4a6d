import { withProduct } from '../../support/product.ts';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RequirementId } from '../../../src/catalogue/flow.ts';
import type { Method } from '../../../src/catalogue/vocabulary.ts';
import type {
  ClientEntry,
  EndpointEntry,
  MethodEntry,
  Report,
  RequirementEntry,
} from '../../../src/report/model/report.ts';
import type { Host } from './host.ts';
import { printedBy } from '../../support/printed.ts';

export const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
export const BUILT_COMMAND = path.join(REPOSITORY, 'bin', 'ccm-preflight.js');
const named = process.env['CCM_PREFLIGHT_EXECUTABLE'];
/** A single executable to test instead, by its full name. */
export const EXECUTABLE = named === undefined ? null : path.resolve(named);
/** The built tool with Node before it, for options of Node's. */
export const BUILT_WORDS = [process.execPath, BUILT_COMMAND] as const;
/** What is tested. */
export const TOOL_WORDS: readonly [string, ...string[]] =
  EXECUTABLE === null ? BUILT_WORDS : [EXECUTABLE];

/** Far above what any run here may take: a web server that says nothing has a minute in two attempts. */
const MAX_RUN_MS = 180_000;

export interface CheckRun {
  readonly exitCode: number | null;
  readonly report: Report;
  readonly stderr: string;
  readonly durationMs: number;
}

/** Runs the built command's `check` on a host of the lab. */
export async function check(host: Host, args: readonly string[]): Promise<CheckRun> {
  const words = [...TOOL_WORDS, ...withProduct(['check', '-o', 'json', ...args])];
  const ended = await host.run(words, MAX_RUN_MS);
  const { exitCode, stderr, durationMs } = ended;
  const report: Report = JSON.parse(printedBy(ended));
  return { exitCode, report, stderr, durationMs };
}

/** The same in the words that people read. */
export async function checkAsTable(host: Host, args: readonly string[]): Promise<string> {
  const words = [...TOOL_WORDS, ...withProduct(['check', ...args])];
  return (await host.run(words, MAX_RUN_MS)).stdout;
}

export function onlyClient({ report }: CheckRun): ClientEntry {
  const [client] = report.clients;
  if (client === undefined || report.clients.length > 1) throw new Error('one client is expected');
  return client;
}

export function methodOf(client: ClientEntry, method: Method): MethodEntry {
  const entry = client.methods.find((candidate) => candidate.method === method);
  if (entry === undefined) throw new Error(`no verdict for ${method}`);
  return entry;
}

export function requirementOf(client: ClientEntry, id: RequirementId): RequirementEntry {
  const entry = client.requirements.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(`no requirement ${id}`);
  return entry;
}

export function onlyEndpoint(client: ClientEntry, id: RequirementId): EndpointEntry {
  const { endpoints } = requirementOf(client, id);
  const [endpoint] = endpoints;
  if (endpoint === undefined || endpoints.length > 1) throw new Error('one endpoint is expected');
  return endpoint;
}
