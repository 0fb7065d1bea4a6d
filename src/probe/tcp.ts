import type net from 'node:net';
import { codeOf } from '../base/error-code.ts';
import { type AnswerTime, type Deadline, answerTime } from './deadline.ts';
import { AnswerFailure, NetworkFailure, networkFailure } from './failure.ts';
import { Knock } from './knock.ts';

/** More than any answer that a probe waits for. */
const MAX_BUFFERED_BYTES = 1_048_576;

/** An established TCP connection and the time its handshake took. */
export interface Connected {
  readonly socket: net.Socket;
  readonly rttMs: number;
}

/**
 * At these shares of the deadline another connection is tried beside the first, if the port has not
 * answered but something else on the host has: the system repeats a lost SYN only after one second,
 * then two, which is too rare on a lossy path for a deadline of three.
 */
const SECOND_TRIES = [1 / 3, 2 / 3] as const;

/**
 * A connect that is taken over is waited for at least this share of a connect's time: a machine
 * that stood still has not listened all the while.
 */
const LEAST_SHARE = 1 / 6;

/**
 * Opens a TCP connection to an address literal, or takes over one that was begun before.
 * @throws NetworkFailure `refused`, `unreachable`, `filtered` (deadline) or `error`
 * @throws AnswerFailure `wrong-service` where it was accepted and reset at once
 */
export function connectTcp(address: string, port: number, attempt: Deadline): Promise<Connected> {
  return new Promise((resolve, reject) => {
    if (attempt.reason !== null) {
      reject(deadlineFailure(attempt, 'filtered'));
      return;
    }
    const taken = attempt.watch.begun?.connection(port) ?? null;
    // A connection that ended before anything was sent does not show what would have been answered.
    const begun = taken?.isOver === true ? null : taken;
    if (taken !== begun) taken?.giveUp();
    const waitedMs = begun === null ? 0 : performance.now() - begun.startedAt;
    const leftMs = Math.max(attempt.connectMs * LEAST_SHARE, attempt.connectMs - waitedMs);
    const deadline = attempt.phase(leftMs);
    const knocks: Knock[] = [];
    let isSettled = false;
    let timer: NodeJS.Timeout | undefined;
    const settle = (winner: Knock | null): void => {
      isSettled = true;
      const source = (winner ?? knocks[0])?.source ?? null;
      if (source !== null) deadline.watch.sentFrom?.(address, source);
      deadline.dispose();
      clearTimeout(timer);
      for (const knock of knocks) if (knock !== winner) knock.socket.destroy();
    };
    const fail = (failure: Error): void => {
      settle(null);
      reject(failure);
    };
    const listen = (knock: Knock): void => {
      knocks.push(knock);
      const onEnd = (): void => {
        const { end } = knock;
        if (isSettled || end === null) return;
        switch (end.kind) {
          case 'accepted':
            settle(knock);
            resolve({ socket: knock.socket, rttMs: end.rttMs });
            return;
          case 'failed':
            fail(connectFailure(end.code, address));
            return;
          case 'silent':
            fail(new NetworkFailure('filtered', 'ETIMEDOUT'));
        }
      };
      knock.onEnd = onEnd;
      onEnd();
    };
    const connect = (): void => {
      deadline.watch.connecting();
      listen(new Knock(address, port, deadline.watch.sourceFor?.(address)));
    };
    const timeoutMs = Math.min(attempt.connectMs, waitedMs + attempt.remainingMs());
    const tryAgainAfter = ([share, ...later]: readonly number[], sinceMs: number): void => {
      if (share === undefined) return;
      const atMs = timeoutMs * share;
      timer = setTimeout(() => {
        tryAgainAfter(later, atMs);
        if (deadline.watch.hasAnswered()) connect();
      }, atMs - sinceMs);
    };
    deadline.onEnd(() => fail(deadlineFailure(deadline, 'filtered')));
    tryAgainAfter(
      SECOND_TRIES.filter((share) => timeoutMs * share > waitedMs),
      waitedMs,
    );
    if (begun === null) connect();
    else listen(begun);
  });
}

/**
 * An accepted connection may be reset before connect() has reported its success. That is
 * ECONNRESET; a refusal is always ECONNREFUSED.
 */
function connectFailure(code: string, address: string): Error {
  const failure = streamFailure(code);
  return failure instanceof AnswerFailure ? failure : networkFailure(code, address);
}

/** What a passed deadline means: the given outcome, or an interrupted run. */
export function deadlineFailure(
  deadline: Deadline,
  outcome: 'filtered' | 'silent',
): NetworkFailure {
  return deadline.reason === 'deadline'
    ? new NetworkFailure(outcome, 'ETIMEDOUT')
    : new NetworkFailure('error', 'ABORT_ERR');
}

/** What it means that an answer did not come in time. */
function lateAnswer(deadline: Deadline, { bound }: AnswerTime): Error {
  return deadline.reason === 'deadline' && bound === 'cut'
    ? new AnswerFailure('inconclusive', 'slow-path')
    : deadlineFailure(deadline, 'silent');
}

/**
 * Ends a connection by RST: a FIN of ours would leave it in TIME_WAIT for minutes, and thousands of
 * clients would use up this machine's ports (Windows has 16,384).
 */
export function hangUp(socket: net.Socket): void {
  // A second resetAndDestroy() would emit an error.
  if (socket.destroyed) return;
  socket.on('error', () => {});
  // libuv does not reset a socket that is shutting down, and Node would then never close it. Where
  // the other end closed first, TIME_WAIT is on its side.
  if (socket.writable) socket.resetAndDestroy();
  else socket.destroy();
}

/**
 * Reads exact lengths from a connection, and bounds what it holds. Each answer has its own time,
 * which begins when something is written.
 */
export class ByteStream {
  readonly #socket: net.Socket;
  readonly #attempt: Deadline;
  readonly #answerTime: AnswerTime;
  #deadline: Deadline;
  #buffered: Buffer = Buffer.alloc(0);
  #ended: (() => Error) | null = null;
  #wake: (() => void) | null = null;

  constructor({ socket, rttMs }: Connected, attempt: Deadline) {
    this.#socket = socket;
    this.#attempt = attempt;
    this.#answerTime = answerTime(attempt.connectMs, rttMs);
    this.#deadline = this.#awaitAnswer();
    socket.on('data', (chunk: Buffer) => {
      this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
      if (this.#buffered.length > MAX_BUFFERED_BYTES) socket.pause();
      this.#wake?.();
    });
    socket.on('end', this.#onClosed);
    socket.on('close', this.#onClosed);
    socket.on('error', (error: unknown) => this.#end(() => streamFailure(codeOf(error))));
  }

  #awaitAnswer(): Deadline {
    const deadline = this.#attempt.phase(this.#answerTime.ms);
    const end = (): void => this.#end(() => lateAnswer(deadline, this.#answerTime));
    if (deadline.reason === null) deadline.onEnd(end);
    else end();
    return deadline;
  }

  readonly #onClosed = (): void =>
    this.#end(() => new AnswerFailure('wrong-service', 'closed-before-answer'));

  /** The first reason counts. A function, because most streams end when nobody reads any more. */
  #end(failure: () => Error): void {
    this.#ended ??= failure;
    this.#wake?.();
  }

  write(bytes: Uint8Array): void {
    this.#deadline.dispose();
    this.#deadline = this.#awaitAnswer();
    this.#socket.write(bytes);
  }

  /**
   * The next `length` bytes.
   * @throws AnswerFailure `wrong-service` when the other end closes or resets before
   * @throws NetworkFailure `silent` when the answer's time passes before
   * @throws AnswerFailure `inconclusive`/`slow-path` where that time was too short for this path
   */
  async read(length: number): Promise<Buffer> {
    for (;;) {
      const bytes = this.readNow(length);
      if (bytes !== null) return bytes;
      if (this.#ended !== null) throw this.#ended();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  /** The next `length` bytes if they have arrived; otherwise null, and nothing is taken. */
  readNow(length: number): Buffer | null {
    if (this.#buffered.length < length) return null;
    const bytes = this.#buffered.subarray(0, length);
    this.#buffered = this.#buffered.subarray(length);
    if (this.#socket.isPaused()) this.#socket.resume();
    return bytes;
  }

  /** Resets the connection, because nothing more is to be sent when a probe ends. */
  close(): void {
    this.#deadline.dispose();
    hangUp(this.#socket);
  }
}

/** An accepted connection proves the path, so a later break is the service's doing. */
export function streamFailure(code: string): Error {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return new AnswerFailure('wrong-service', 'reset-before-answer');
    case 'ETIMEDOUT':
      return new NetworkFailure('silent', code);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new NetworkFailure('unreachable', code);
    default:
      return new NetworkFailure('error', code);
  }
}
