import net from 'node:net';
import { clean } from '../../base/clean.ts';
import { NetworkFailure } from '../failure.ts';
import type { PingParser, PlatformFamily } from './ping-command.ts';
import { type EchoFailure, systemCallFailure, worseOf } from './sender.ts';

const MAX_LINE_LENGTH = 4096;

/** Far more than the requests of one deadline can print. */
const MAX_OUTPUT_LENGTH = 262_144;

/**
 * On every platform and in every language a reply's time looks like `time=1.2 ms` or `Zeit<1ms`.
 */
const MAY_BE_REPLY = /[=<]/u;

interface LineFailure extends EchoFailure {
  readonly line: string;
}

/** Reads a ping program's output as it comes. */
export class PingOutput {
  readonly #parser: PingParser;
  readonly #family: PlatformFamily;
  readonly #address: string;
  readonly #pending = { output: '', errors: '' };
  #length = 0;
  #part: 'before' | 'replies' | 'summary' = 'before';
  #reply: { readonly rttMs: number; readonly line: string } | null = null;
  #worst: LineFailure | null = null;
  #lastLine: string | null = null;

  constructor(parser: PingParser, family: PlatformFamily, address: string) {
    this.#parser = parser;
    this.#family = family;
    this.#address = address;
  }

  /** The first reply and its line. */
  get reply(): { readonly rttMs: number; readonly line: string } | null {
    return this.#reply;
  }

  get worst(): LineFailure | null {
    return this.#worst;
  }

  get lastLine(): string | null {
    return this.#lastLine;
  }

  /** Whether the program has begun: its first line names the address. */
  get hasBegun(): boolean {
    return this.#part !== 'before';
  }

  /** Whether the program ended by itself, after it had printed its statistics. */
  get isSummarised(): boolean {
    return this.#parser.getResult().packetLoss !== 'unknown';
  }

  /**
   * Takes the next piece of output, of any size.
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

  /** Takes what follows the last line break. */
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
    this.#remember(failureOfLine(line, source, this.#family, this.#address), line);
  }

  /** The header and, on Windows, the summary name the address too, but are not answers. */
  #isReplyPart(line: string): boolean {
    if (this.#part === 'before') {
      // If ping.exe can't begin, its first line says why.
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
    // Each result copies all the output so far, so it is requested only after what may be a reply.
    if (!MAY_BE_REPLY.test(line)) return;
    const { alive, time } = this.#parser.getResult();
    if (alive && typeof time === 'number' && Number.isFinite(time)) {
      this.#reply = { rttMs: time, line: clean(line) };
    }
  }

  #remember(word: EchoFailure | null, line: string): void {
    if (word !== null) this.#worst = worseOf(this.#worst, { ...word, line: clean(line) });
  }
}

const MACHINE: readonly (readonly [RegExp, string])[] = [
  [/address family not supported/iu, 'EAFNOSUPPORT'],
  [/no buffer space/iu, 'ENOBUFS'],
  [/cannot assign requested address/iu, 'EADDRNOTAVAIL'],
  [/network is down/iu, 'ENETDOWN'],
  [/not permitted|permission denied|must be root|\bsocket:/iu, 'EPERM'],
];

const NETWORK =
  /unreachable|prohibited|packet filtered|time to live exceeded|time exceeded|no route to host|host is down|destination (?:net|host) unknown|source host isolated|source route failed|precedence (?:violation|cutoff)/iu;

/**
 * ping.exe's "General failure" in the languages in which it is ASCII, which a wrong code page
 * leaves intact; older Windows prints it without the prefix "PING:".
 */
const WINDOWS_FAILURE =
  /general failure|allgemeiner fehler|error general|errore generale|falha geral|transmit failed|unable to contact/iu;

/**
 * What one line of a ping program says about the path or this machine; null if it says nothing.
 * @param source `errors` for standard error, where programs tell of failed system calls
 */
function failureOfLine(
  line: string,
  source: 'output' | 'errors',
  family: PlatformFamily,
  address: string,
): EchoFailure | null {
  return family === 'windows' ? windowsFailure(line) : unixFailure(line, source, address);
}

function unixFailure(
  line: string,
  source: 'output' | 'errors',
  address: string,
): EchoFailure | null {
  if (source === 'errors') {
    const machine = MACHINE.find(([pattern]) => pattern.test(line));
    if (machine !== undefined) return { outcome: 'error', code: machine[1] };
    if (/network is unreachable/iu.test(line)) return systemCallFailure('ENETUNREACH', address);
  }
  if (/port unreachable/iu.test(line)) return { outcome: 'refused', code: 'ECONNREFUSED' };
  return NETWORK.test(line) ? { outcome: 'unreachable', code: 'EHOSTUNREACH' } : null;
}

/**
 * ping.exe prints the user's language, so the form decides: a line with an address but no data
 * field (`time<1ms`) is about something other than an echo reply.
 */
function windowsFailure(line: string): EchoFailure | null {
  if (line.startsWith('PING:') || WINDOWS_FAILURE.test(line)) {
    return { outcome: 'error', code: 'PING_FAILED' };
  }
  if (/[=<]/u.test(line) || !namesAddress(line)) return null;
  return /port unreachable/iu.test(line)
    ? { outcome: 'refused', code: 'ECONNREFUSED' }
    : { outcome: 'unreachable', code: 'EHOSTUNREACH' };
}

/** Whether the line contains an address literal, with or without punctuation around it. */
function namesAddress(line: string): boolean {
  return line
    .split(/[\s[\]()]+/u)
    .some((token) => net.isIP(withoutPunctuation(token)) !== 0 || net.isIP(token) !== 0);
}

function withoutPunctuation(token: string): string {
  let end = token.length;
  while (end > 0 && ':.,'.includes(token.charAt(end - 1))) end -= 1;
  return token.slice(0, end);
}
