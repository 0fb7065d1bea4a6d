import {
  SERVICES,
  SERVICE_STATES,
  START_TYPES,
  type ServiceFacts,
  type ServiceName,
  type ServiceStatus,
  type StartFacts,
} from './facts.ts';
import { linesOfOutput, outputText } from './output-text.ts';
import { type Machine, type ProgramEnd, systemProgram } from './program.ts';

/** sc.exe ends with the error of Windows: ERROR_SERVICE_DOES_NOT_EXIST. */
const NO_SUCH_SERVICE = 1060;
const ACCESS_DENIED = 5;

/** The services that an installation depends on, or that reveal one. Never rejects. */
export function servicesOf(
  machine: Machine,
  signal: AbortSignal,
): Promise<readonly ServiceFacts[]> {
  return Promise.all(
    SERVICES.map(async (name) => ({ name, status: await statusOf(name, machine, signal) })),
  );
}

async function statusOf(
  name: ServiceName,
  machine: Machine,
  signal: AbortSignal,
): Promise<ServiceStatus> {
  const program = systemProgram(machine, 'sc.exe');
  const [query, config] = await Promise.all([
    machine.run(program, ['query', name], signal),
    machine.run(program, ['qc', name], signal),
  ]);
  if (query.kind === 'ended' && query.exitCode === NO_SUCH_SERVICE) return { kind: 'absent' };
  const problem = problemOf(query);
  if (problem !== null) return { kind: 'unknown', code: problem };
  const state = SERVICE_STATES[(numberIn(query, 'STATE') ?? 0) - 1];
  if (state === undefined) return { kind: 'unknown', code: 'SC_OUTPUT' };
  return { kind: 'told', state, start: startOf(config) };
}

function startOf(config: ProgramEnd): StartFacts {
  const problem = problemOf(config);
  if (problem !== null) return { kind: 'unknown', code: problem };
  const type = START_TYPES[numberIn(config, 'START_TYPE') ?? -1];
  return type === undefined ? { kind: 'unknown', code: 'SC_OUTPUT' } : { kind: 'told', type };
}

function problemOf(end: ProgramEnd): string | null {
  if (end.kind === 'failed') return end.code === 'ENOENT' ? 'SC_MISSING' : end.code;
  if (end.exitCode === 0) return null;
  return end.exitCode === ACCESS_DENIED ? 'EACCES' : `WIN32_${Math.abs(end.exitCode)}`;
}

function numberIn(end: ProgramEnd, label: 'STATE' | 'START_TYPE'): number | null {
  return end.kind === 'ended' ? readNumber(outputText(end.output), label) : null;
}

/**
 * The number of a line such as `STATE : 4  RUNNING`. Some languages translate the labels, as German
 * does (`STATUS`), so the line is also known by its place: it is the second, after the type.
 * @returns null where there is none
 */
export function readNumber(text: string, label: 'STATE' | 'START_TYPE'): number | null {
  const lines = linesOfOutput(text).flatMap((line) => {
    const colon = line.indexOf(':');
    const [, digits] = /^\s*([0-9a-f]{1,8})(?:\s|$)/iu.exec(line.slice(colon + 1)) ?? [];
    const isNumber = /^\s/u.test(line) && colon !== -1 && digits !== undefined;
    return isNumber ? [{ name: line.slice(0, colon).trim(), digits }] : [];
  });
  const found = lines.find(({ name }) => name === label) ?? lines[1];
  return found !== undefined && /^\d$/u.test(found.digits) ? Number(found.digits) : null;
}
