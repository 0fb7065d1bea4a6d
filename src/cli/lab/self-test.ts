import type { Texts } from '../../text/texts.ts';
import type { RequirementId } from '../../catalogue/flow.ts';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { expectedOutcomes } from '../../lab/expectation.ts';
import type { Lab } from '../../lab/lab.ts';
import type { Outcome } from '../../probe/observation.ts';
import type { RequirementEntry } from '../../report/model/report.ts';
import { type Appearance, makeStyle } from '../../report/terminal/style.ts';
import { FORMATS } from '../../report/forms/formats.ts';
import { paragraph } from '../../report/terminal/layout.ts';
import { checkInParts } from '../../run/check.ts';
import { startProgress } from '../progress.ts';
import { shellOf } from '../shell.ts';
import { type Sink, stdoutSink } from '../sink.ts';
import { type Streams, write } from '../streams.ts';
import { brokenRequirements, checkCommands, labWords } from './describe.ts';

/** Names that stand for the files which a lab that keeps running would write. */
const SITE_WORDS = labWords('lab.yaml', 'lab-ca.pem');
/** Loopback loses nothing, so a retry would only be silent again. */
const RETRIES = 0;

export interface SelfTestOptions {
  readonly timeoutMs: number;
  readonly appearance: Appearance;
}

/**
 * Checks the lab from both ends, prints both reports, and compares them with what its faults promise.
 * @returns `ok` where they agree, `failed` where not: then stderr says in what
 */
export async function selfTest(
  lab: Lab,
  options: SelfTestOptions,
  streams: Streams,
): Promise<ExitCode> {
  const { appearance } = options;
  const stdout = stdoutSink(streams);
  const style = makeStyle(appearance);
  const [onSiteServer, onClient] = checkCommands(lab.client, SITE_WORDS);
  const broken = brokenRequirements(lab);
  const texts = streams.texts.notes.lab;
  await stdout.write([paragraph('', texts.intro(broken), style, 0), '', ''].join('\n'));
  const seen = new Map<RequirementId, RequirementEntry>();
  for (const [from, title, command] of [
    ['site-server', texts.onSiteServer, onSiteServer],
    ['client', texts.onClient, onClient],
  ] as const) {
    await stdout.write(`${style.heading(`=== ${title} ===`)}\n$ ${command}\n\n`);
    for (const entry of await look(lab, from, options, stdout, streams)) seen.set(entry.id, entry);
    await stdout.write('\n');
    if (streams.interrupt.aborted) return EXIT_CODES.interrupted;
  }
  const { differences, notProven } = compare(lab, seen, texts);
  if (differences.length > 0) {
    await write(
      streams.stderr,
      `ccm-preflight: ${texts.promises}\n${differences.map((line) => `  ${line}\n`).join('')}`,
    );
    return EXIT_CODES.failed;
  }
  await stdout.write(`${paragraph('', verdictText(lab, seen, notProven, texts), style, 0)}\n`);
  return (await stdout.close()) ? EXIT_CODES.ok : EXIT_CODES.failed;
}

/** @returns what the requirements that start at `from` came to */
async function look(
  lab: Lab,
  from: Vantage,
  { timeoutMs, appearance }: SelfTestOptions,
  stdout: Sink,
  streams: Streams,
): Promise<readonly RequirementEntry[]> {
  const make = await FORMATS.table.load({
    appearance,
    texts: streams.texts,
    siteWords: SITE_WORDS,
    shell: shellOf(),
  });
  const progress = await startProgress(streams, {
    quiet: false,
    env: streams.env,
    total: 1,
  });
  const print = async (text: string): Promise<void> => {
    progress.pause();
    await stdout.write(text);
    progress.resume();
  };
  const seen: RequirementEntry[] = [];
  await checkInParts(
    {
      plan: lab.plan,
      from,
      clients: [lab.client],
      timeoutMs,
      // Nothing here has to be started before it can answer.
      responseTimeoutMs: timeoutMs,
      retries: RETRIES,
      signal: streams.interrupt,
      tls: { ca: lab.ca },
      texts: streams.texts,
      listener: progress.listener,
    },
    {
      async open(head) {
        const reporter = make(head);
        await print(reporter.opening);
        return {
          client(entry) {
            seen.push(...entry.requirements.filter(({ outcome }) => outcome !== 'not-checked'));
            return print(reporter.client(entry));
          },
          close(tail) {
            progress.stop();
            return stdout.write(reporter.close(tail));
          },
        };
      },
      failed: (failure) => {
        throw failure;
      },
    },
  );
  return seen;
}

interface Comparison {
  readonly differences: readonly string[];
  /** This machine could not look: no ping program, or no permission. */
  readonly notProven: readonly RequirementEntry[];
}

function compare(
  lab: Lab,
  seen: ReadonlyMap<RequirementId, RequirementEntry>,
  texts: Texts['notes']['lab'],
): Comparison {
  const differences: string[] = [];
  const notProven: RequirementEntry[] = [];
  for (const [id, expected] of expectedOutcomes(lab.plan, lab.faults)) {
    const entry = seen.get(id);
    if (entry?.outcome === expected) continue;
    if (id === 'client-push/icmp' && entry?.outcome === 'error') notProven.push(entry);
    else differences.push(differenceText(id, expected, entry, texts));
  }
  return { differences, notProven };
}

function differenceText(
  id: RequirementId,
  expected: Outcome,
  entry: RequirementEntry | undefined,
  texts: Texts['notes']['lab'],
): string {
  const code = entry === undefined ? '' : codeText(entry);
  return `${texts.difference(id, expected, entry?.outcome ?? null)}${code}`;
}

function codeText({ endpoints }: RequirementEntry): string {
  const codes = endpoints.flatMap(({ code }) => (code === undefined ? [] : [code]));
  return codes.length === 0 ? '' : ` (${[...new Set(codes)].join(', ')})`;
}

function dependsOnBroken({ faults }: Lab): boolean {
  return faults.has('rpc-endpoint-mapper') && !faults.has('rpc-dynamic');
}

function verdictText(
  lab: Lab,
  seen: ReadonlyMap<RequirementId, RequirementEntry>,
  notProven: readonly RequirementEntry[],
  texts: Texts['notes']['lab'],
): string {
  const broken = brokenRequirements(lab);
  const open = [...seen.values()].filter(({ outcome }) => outcome === 'open').length;
  return [
    broken.length === 0 ? texts.allMet(open) : texts.found(broken, open),
    ...(dependsOnBroken(lab) ? [texts.dependsOnMapper] : []),
    ...notProven.map((entry) => texts.notPinged(entry.id, codeText(entry))),
    texts.lookYourself,
  ].join(' ');
}
