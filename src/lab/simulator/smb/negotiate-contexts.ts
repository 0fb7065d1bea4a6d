import { randomBytes } from 'node:crypto';
import { Malformed, Reader, padding, u16, u32 } from '../wire.ts';

const CONTEXT = { preauthIntegrity: 1, encryption: 2 } as const;
const HASH_SHA512 = 1;
/** AES-128-GCM, AES-128-CCM: what Windows 10 prefers, in this order. */
const CIPHERS = [2, 1] as const;

const MAX_CONTEXTS = 16;
const MAX_ALGORITHMS = 64;

type Contexts = ReadonlyMap<number, Buffer>;

/** SMB2_NEGOTIATE_CONTEXT list of a request (MS-SMB2 2.2.3.1): each begins at a multiple of 8. */
export function readContexts(message: Buffer, offset: number, count: number): Contexts | 'invalid' {
  if (offset % 8 !== 0 || count > MAX_CONTEXTS) return 'invalid';
  const contexts = new Map<number, Buffer>();
  let next = offset;
  for (let index = 0; index < count; index += 1) {
    const reader = new Reader(message, next);
    const type = reader.u16();
    const length = reader.u16();
    const data = reader.skip(4).bytes(length);
    if (contexts.has(type)) return 'invalid';
    contexts.set(type, data);
    next += Math.ceil((8 + length) / 8) * 8;
  }
  return contexts;
}

/** The contexts of the response, or why there can be none (MS-SMB2 3.3.5.4). */
export function answerContexts(
  request: Contexts | 'invalid',
): readonly Buffer[] | 'invalid' | 'no-common-hash' {
  if (request === 'invalid') return 'invalid';
  const preauth = request.get(CONTEXT.preauthIntegrity);
  if (preauth === undefined) return 'invalid';
  if (!algorithms(preauth, 4).includes(HASH_SHA512)) return 'no-common-hash';
  const encryption = request.get(CONTEXT.encryption);
  return encryption ? [preauthContext(), encryptionContext(encryption)] : [preauthContext()];
}

/** A count, then from `listOffset` on that many 16-bit numbers. */
function algorithms(context: Buffer, listOffset: number): readonly number[] {
  const count = new Reader(context).u16();
  if (count > MAX_ALGORITHMS) throw new Malformed('algorithm count');
  const list = new Reader(context, listOffset);
  return Array.from({ length: count }, () => list.u16());
}

/** SMB2_PREAUTH_INTEGRITY_CAPABILITIES (MS-SMB2 2.2.4.1.1). */
const preauthContext = (): Buffer =>
  contextBytes(
    CONTEXT.preauthIntegrity,
    Buffer.concat([u16(1), u16(32), u16(HASH_SHA512), randomBytes(32)]),
  );

/** SMB2_ENCRYPTION_CAPABILITIES (MS-SMB2 2.2.4.1.2): the cipher chosen, 0 where none is common. */
function encryptionContext(offered: Buffer): Buffer {
  const ciphers = algorithms(offered, 2);
  const chosen = CIPHERS.find((cipher) => ciphers.includes(cipher)) ?? 0;
  return contextBytes(CONTEXT.encryption, Buffer.concat([u16(1), u16(chosen)]));
}

const contextBytes = (type: number, data: Buffer): Buffer =>
  Buffer.concat([u16(type), u16(data.length), u32(0), data]);

/** Contexts one after another, after a gap before the first; none behind the last. */
export const contextList = (contexts: readonly Buffer[], gap: Buffer): readonly Buffer[] =>
  contexts.flatMap((context, index) => [
    index === 0 ? gap : padding(contexts[index - 1]?.length ?? 0, 8),
    context,
  ]);
