import { PassThrough, Readable, Writable } from 'node:stream';
import type { Streams } from '../../src/cli/streams.ts';
import { EN } from '../../src/text/en/index.ts';

/** A writable that keeps what it is given. */
export class Collector extends Writable {
  #text = '';
  readonly #watchers = new Set<() => void>();

  constructor() {
    super({ decodeStrings: false });
  }

  get text(): string {
    return this.#text;
  }

  override _write(
    chunk: string | Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    this.#text += typeof chunk === 'string' ? chunk : chunk.toString('utf8');
    for (const watch of this.#watchers) watch();
    done();
  }

  /** Resolves once the text so far contains `part`. */
  contains(part: string): Promise<void> {
    return new Promise((resolve) => {
      const watch = (): void => {
        if (!this.#text.includes(part)) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
      watch();
    });
  }
}

/** Streams for `main` that live in memory. */
export interface TestStreams extends Streams {
  readonly stdout: Collector;
  readonly stderr: Collector;
  /** What Ctrl-C does. */
  readonly abort: () => void;
}

export interface TestStreamsOptions {
  readonly stdin?: string;
  readonly env?: Streams['env'];
  readonly cwd?: string;
  /** Whether the clients that tests name are this computer: so unless a test says otherwise. */
  readonly isThisComputer?: Streams['isThisComputer'];
}

export function testStreams({
  stdin,
  env = {},
  cwd = process.cwd(),
  isThisComputer = async () => true,
}: TestStreamsOptions = {}): TestStreams {
  const controller = new AbortController();
  return {
    stdin: stdin === undefined ? new PassThrough().end() : Readable.from([Buffer.from(stdin)]),
    stdout: new Collector(),
    stderr: new Collector(),
    env,
    texts: EN,
    cwd,
    interrupt: controller.signal,
    isThisComputer,
    abort: () => controller.abort(),
  };
}
