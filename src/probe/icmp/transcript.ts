import { clean } from '../../base/clean.ts';
import { NetworkFailure } from '../failure.ts';
import type { PingParser, PlatformFamily } from './command.ts';
import { type Word, namesAddress, wordOf, worseOf } from './words.ts';

const MAX_LINE_LENGTH = 4096;

/** Far more than the requests of one deadline can print. */
const MAX_OUTPUT_LENGTH = 262_144;

export interface ToldWord extends Word {
  readonly line: string;
}

/** What a ping program has said so far. */
export class Transcript {
  readonly #parser: PingParser;
  readonly #family: PlatformFamily;
  readonly #address: string;
  readonly #pending = { output: '', errors: '' };
  #length = 0;
  #part: 'before' | 'replies' | 'summary' = 'before';
  #reply: { readonly rttMs: number; readonly line: string } | null = null;
  #worst: ToldWord | null = null;
  #lastLine: string | null = null;

  constructor(parser: PingParser, family: PlatformFamily, address: string) {
    this.#parser = parser;
    this.#family = family;
    this.#address = address;
  }

  /** The first reply and the line that told it. */
  get reply(): { readonly rttMs: number; readonly line: string } | null {
    return this.#reply;
  }

  get worst(): ToldWord | null {
    return this.#worst;
  }

  get lastLine(): string | null {
    return this.#lastLine;
  }

  /** Whether the program has begun: its first line says whom it pings. */
  get hasBegun(): boolean {
    return this.#part !== 'before';
  }

  /** Whether the program came to its end by itself and has counted its losses. */
  get isSummarised(): boolean {
    return this.#parser.getResult().packetLoss !== 'unknown';
  }

  /**
   * Takes a piece of output, split anyhow.
   * @throws NetworkFailure `error` for output that is none of a ping program
   */
  feed(text: string, source: 'output' | 'errors'): void {
    this.#length += text.length;
    const lines = (this.#pending[source] + text).split('\n');
    this.#pending[source] = lines.pop() ?? '';
    for (const line of lines) this.#readLine(line, source);
    if (this.#length > MAX_OUTPUT_LENGTH || this.#pending[source].length > MAX_LINE_LENGTH) {
      throw new NetworkFailure('error', 'PING_OUTPUT');
    }
  }

  /** Takes what stands after the last line break. */
  finish(): void {
    for (const source of ['output', 'errors'] as const) this.feed('\n', source);
  }

  #readLine(raw: string, source: 'output' | 'errors'): void {
    if (this.#reply !== null) return;
    const line = raw.slice(0, MAX_LINE_LENGTH).trimEnd();
    if (line.trim() === '') return;
    this.#lastLine = clean(line);
    if (source === 'output') {
      this.#parse(line);
      if (this.#reply !== null || !this.#isReplyPart(line)) return;
    }
    this.#remember(wordOf(line, source, this.#family, this.#address), line);
  }

  /** The header and, on Windows, the summary name the address too, but nobody answered there. */
  #isReplyPart(line: string): boolean {
    if (this.#part === 'before') {
      // ping.exe that cannot begin says why in its first line.
      if (this.#family === 'windows' && !namesAddress(line)) return true;
      this.#part = 'replies';
      return false;
    }
    if (this.#family === 'windows' && line.endsWith(':')) this.#part = 'summary';
    return this.#part === 'replies';
  }

  #parse(line: string): void {
    try {
      this.#parser.eat(line);
    } catch {
      throw new NetworkFailure('error', 'PING_OUTPUT');
    }
    const { alive, time } = this.#parser.getResult();
    if (alive && typeof time === 'number' && Number.isFinite(time)) {
      this.#reply = { rttMs: time, line: clean(line) };
    }
  }

  #remember(word: Word | null, line: string): void {
    if (word !== null) this.#worst = worseOf(this.#worst, { ...word, line: clean(line) });
  }
}
