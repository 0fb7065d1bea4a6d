import { Readable, Writable } from 'node:stream';
import type { Report } from '../../report/model/report.ts';
import { EN } from '../../text/en/index.ts';
import type { Texts } from '../../text/texts.ts';
import { runMerge } from './run-merge.ts';

export interface MergeOptions {
  /** Names of files that hold saved reports of one site, `json` or `ndjson`. */
  readonly reports: readonly string[];
  /** What a short name is completed with, where one end was named short and the other in full. */
  readonly domain?: string | null;
  /** The site server, where the reports do not all name it. */
  readonly siteServer?: string | null;
  /** Who should have given a whole report and did not; the joined one names them. */
  readonly missing?: readonly string[];
  /** Exit code 3 where something stays unproven. */
  readonly strict?: boolean;
  /** Aborts to interrupt: nothing comes of it then. */
  readonly signal?: AbortSignal;
  /** Hears what the command says beside its result. */
  readonly note?: (message: string) => void;
  /** The language of the sentences (default: English). */
  readonly texts?: Texts;
}

/**
 * Joins saved reports of shards, of repeated runs and of both ends, as the command `merge` does.
 * @throws UsageError where a report can't be read, or they do not belong together
 */
export async function mergeFiles(options: MergeOptions): Promise<Report> {
  const {
    reports,
    domain = null,
    siteServer = null,
    missing = [],
    strict = false,
    note = () => {},
    texts = EN,
  } = options;
  const result: string[] = [];
  await runMerge(
    {
      reports,
      domain,
      siteServer,
      missing,
      strict,
      quiet: true,
      outputs: [{ format: 'json', file: null }],
    },
    {},
    {
      stdin: Readable.from([]),
      stdout: collecting((text) => result.push(text)),
      stderr: collecting((text) => note(text.trimEnd())),
      env: {},
      cwd: process.cwd(),
      interrupt: options.signal ?? new AbortController().signal,
      texts,
    },
  );
  options.signal?.throwIfAborted();
  return JSON.parse(result.join(''));
}

function collecting(take: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      take(text);
      done();
    },
  });
}
