import { main } from '../../src/cli/main.ts';
import { withProduct } from '../support/product.ts';
import { type TestStreamsOptions, testStreams } from '../support/streams.ts';

export { makeFolder } from '../support/folder.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line to its end, with the words of `withProduct`. */
export async function run(
  argv: readonly string[] | string,
  options: TestStreamsOptions = {},
): Promise<Ended> {
  const words = typeof argv === 'string' ? argv.split(' ').filter((word) => word !== '') : argv;
  return runAsIs(withProduct(words), options);
}

/** Runs a command line to its end. */
export async function runAsIs(
  words: readonly string[],
  options: TestStreamsOptions = {},
): Promise<Ended> {
  const streams = testStreams(options);
  const code = await main(words, streams);
  return { code, stdout: streams.stdout.text, stderr: streams.stderr.text };
}

/** `{` to `}` of a report, for looking at. */
export function parseReport(text: string): {
  readonly clients: readonly {
    readonly client: string;
    readonly answered: boolean | null;
    readonly methods: readonly {
      readonly method: string;
      readonly verdict: string;
      readonly here: string;
    }[];
    readonly requirements: readonly { readonly id: string; readonly outcome: string }[];
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
  }[];
  readonly run: { readonly complete: boolean; readonly from: string };
  readonly summary: { readonly clients: number; readonly exitCode: number };
  readonly indirect: readonly { readonly host: string; readonly outcome: string }[];
} {
  return JSON.parse(text);
}
