import type { Told } from '../../text/told-error.ts';
import { UsageError } from '../usage-error.ts';

/** Tells the user something beside the results. */
export type Tell = (message: Told) => Promise<void>;

/** What is done with the bad lines of a list, as they come. */
export interface BadLines {
  /** @param problems of one block, at least one, each with file and line */
  take(problems: readonly Told[]): Promise<void>;
  /** After the last line that was read. */
  end(): Promise<void>;
}

/** Bad lines that are told one by one. */
const MAX_TOLD = 10;

/** @throws UsageError at the first */
export class RefuseAtOnce implements BadLines {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async take(problems: readonly Told[]): Promise<void> {
    const told = problems.slice(0, MAX_TOLD);
    throw refusal(this.#file, told, problems.length - told.length);
  }

  async end(): Promise<void> {}
}

/** @throws UsageError that names all, at the end */
export class RefuseInTheEnd implements BadLines {
  readonly #file: string;
  readonly #told: Told[] = [];
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  async take(problems: readonly Told[]): Promise<void> {
    this.#count += problems.length;
    this.#told.push(...problems.slice(0, MAX_TOLD - this.#told.length));
  }

  async end(): Promise<void> {
    const more = this.#count - this.#told.length;
    if (this.#count > 0) throw refusal(this.#file, this.#told, more);
  }
}

function refusal(file: string, told: readonly Told[], more: number): UsageError {
  return new UsageError((texts) =>
    [
      ...told.map((problem) => problem(texts)),
      ...(more > 0 ? [`${file}: ${texts.errors.list.more(more)}`] : []),
    ].join('\n'),
  );
}

/** Tells the first of them as they come, and in the end how many they were. */
export class LeaveOut implements BadLines {
  readonly #file: string;
  readonly #tell: Tell;
  #count = 0;

  constructor(file: string, tell: Tell) {
    this.#file = file;
    this.#tell = tell;
  }

  async take(problems: readonly Told[]): Promise<void> {
    const untold = Math.max(0, MAX_TOLD - this.#count);
    this.#count += problems.length;
    for (const problem of problems.slice(0, untold)) {
      await this.#tell((texts) => texts.errors.list.leftOut(problem(texts)));
    }
  }

  async end(): Promise<void> {
    if (this.#count === 0) return;
    await this.#tell(({ errors }) => `${this.#file}: ${errors.list.allLeftOut(this.#count)}`);
  }
}

/** They were told before. */
export const LEFT_OUT_BEFORE: BadLines = { take: async () => {}, end: async () => {} };
