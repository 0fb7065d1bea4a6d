import { Malformed, Reader, padding, u16, u32, u8, zeros } from '../wire.ts';
import { NDR, readSyntax, syntaxBytes, type SimulatorSyntax } from './syntax.ts';

/** Results of a presentation context: p_cont_def_result_t (C706 12.6.3.1; MS-RPCE 2.2.2.4). */
const RESULT = { acceptance: 0, providerRejection: 2, negotiateAck: 3 } as const;
const REASON = { abstractSyntaxNotSupported: 1, transferSyntaxesNotSupported: 2 } as const;

/**
 * "Bind time feature negotiation" begins with this, its last 8 bytes a mask (MS-RPCE 3.3.1.5.3).
 */
const FEATURE_NEGOTIATION = '6cb71c2c-9812-4540-';
const MAX_CONTEXTS = 128;
const MAX_SYNTAXES = 32;

export interface PresentationContext {
  readonly id: number;
  readonly abstractSyntax: SimulatorSyntax;
  readonly transferSyntaxes: readonly SimulatorSyntax[];
}

export interface BindRequest {
  readonly maxReceiveFragment: number;
  readonly associationGroup: number;
  readonly contexts: readonly PresentationContext[];
}

/** The body of bind and of alter_context (C706 12.6.4.3, 12.6.4.1). */
export function readBind(body: Buffer): BindRequest {
  const reader = new Reader(body).skip(2);
  const maxReceiveFragment = reader.u16();
  const associationGroup = reader.u32();
  const count = reader.u8();
  if (count === 0 || count > MAX_CONTEXTS) throw new Malformed('presentation contexts');
  reader.skip(3);
  const contexts = Array.from({ length: count }, () => readContext(reader));
  return { maxReceiveFragment, associationGroup, contexts };
}

function readContext(reader: Reader): PresentationContext {
  const id = reader.u16();
  const count = reader.u8();
  if (count === 0 || count > MAX_SYNTAXES) throw new Malformed('transfer syntaxes');
  const abstractSyntax = readSyntax(reader.skip(1));
  const transferSyntaxes = Array.from({ length: count }, () => readSyntax(reader));
  return { id, abstractSyntax, transferSyntaxes };
}

/** Whether a server with `offered` serves a client that wants `asked` (C706 12.6.3.1). */
export const serves = (offered: SimulatorSyntax, asked: SimulatorSyntax): boolean =>
  offered.uuid === asked.uuid && offered.major === asked.major && offered.minor >= asked.minor;

export type ContextResult = 'accepted' | 'unknown-interface' | 'unknown-syntax' | 'features';

export function judgeContext(
  context: PresentationContext,
  interfaces: readonly SimulatorSyntax[],
): ContextResult {
  if (context.transferSyntaxes.some(({ uuid }) => uuid.startsWith(FEATURE_NEGOTIATION))) {
    return 'features';
  }
  if (!interfaces.some((offered) => serves(offered, context.abstractSyntax))) {
    return 'unknown-interface';
  }
  return context.transferSyntaxes.some((syntax) => serves(NDR, syntax))
    ? 'accepted'
    : 'unknown-syntax';
}

/** The body of bind_ack and of alter_context_resp (C706 12.6.4.4, 12.6.4.2). */
export function bindAck(
  maxFragment: number,
  associationGroup: number,
  secondaryAddress: string,
  results: readonly ContextResult[],
): Buffer {
  const address = Buffer.from(secondaryAddress && `${secondaryAddress}\0`, 'latin1');
  const head = Buffer.concat([
    u16(maxFragment),
    u16(maxFragment),
    u32(associationGroup),
    u16(address.length),
    address,
  ]);
  return Buffer.concat([
    head,
    padding(head.length, 4),
    u8(results.length),
    zeros(3),
    ...results.map(resultBytes),
  ]);
}

function resultBytes(result: ContextResult): Buffer {
  switch (result) {
    case 'accepted':
      return Buffer.concat([u16(RESULT.acceptance), u16(0), syntaxBytes(NDR)]);
    case 'unknown-interface':
      return rejection(RESULT.providerRejection, REASON.abstractSyntaxNotSupported);
    case 'unknown-syntax':
      return rejection(RESULT.providerRejection, REASON.transferSyntaxesNotSupported);
    case 'features':
      // Granted: neither security context multiplexing nor keeping the connection on an orphan.
      return rejection(RESULT.negotiateAck, 0);
  }
}

const rejection = (result: number, reason: number): Buffer =>
  Buffer.concat([u16(result), u16(reason), zeros(20)]);

/** A reject reason of bind_nak (C706 12.6.3.1, MS-RPCE 2.2.2.5). */
export const AUTHENTICATION_NOT_RECOGNIZED = 8;

/** The body of bind_nak with the one protocol version there is (C706 12.6.4.5). */
export const bindNak = (reason: number): Buffer => Buffer.concat([u16(reason), Buffer.of(1, 5, 0)]);
