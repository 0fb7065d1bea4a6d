import ipaddr from 'ipaddr.js';
import { checkHost } from '../../site/host.ts';
import { printable } from '../../base/printable.ts';
import type { Told } from '../../text/told-error.ts';
import { clientName } from '../client-name.ts';
import { UsageError } from '../usage-error.ts';
import { type Blocks, MAX_ADDRESSES } from './blocks.ts';
import { BLOCK, RANGE, computerName, isBlock } from './written-name.ts';

/**
 * Reads the name of one computer, or a block of addresses.
 * @param placeOf its place, for messages
 * @param blocks take note of a block; where there is no room for its addresses it gives none
 * @throws UsageError for what is neither
 */
export function readName(text: string, placeOf: () => string, blocks: Blocks): readonly string[] {
  const name = computerName(text);
  if (!isBlock(name)) {
    const checked = checkHost(name);
    const host = 'value' in checked ? checked.value : clientName(name, placeOf());
    return [host];
  }
  const where = placeOf();
  const { first, last, bytes } = spanOf(name, where);
  const count = last - first + 1n;
  if (count > MAX_ADDRESSES) {
    throw refusal(where, ({ errors }) =>
      errors.list.largeBlock(printable(name), String(count), MAX_ADDRESSES),
    );
  }
  if (!blocks.add(name, Number(count))) return [];
  return Array.from({ length: Number(count) }, (_none, index) =>
    clientName(addressText(first + BigInt(index), bytes), where),
  );
}

interface Span {
  readonly first: bigint;
  readonly last: bigint;
  /** 4 or 16. */
  readonly bytes: number;
}

function spanOf(text: string, where: string): Span {
  const span = BLOCK.test(text) ? blockSpan(text) : rangeSpan(text);
  if (span === null) throw refusal(where, ({ errors }) => errors.list.badBlock(printable(text)));
  return span;
}

/** Without the network's own address and that of broadcasts, where a block has more than two. */
function blockSpan(text: string): Span | null {
  if (!ipaddr.isValidCIDR(text)) return null;
  const [address, length] = ipaddr.parseCIDR(text);
  const bytes = address.toByteArray().length;
  const size = 1n << BigInt(bytes * 8 - length);
  const first = (valueOf(address) / size) * size;
  const left = bytes === 4 && size > 2n ? 1n : 0n;
  return { first: first + left, last: first + size - 1n - left, bytes };
}

function rangeSpan(text: string): Span | null {
  const [, from = '', to = ''] = RANGE.exec(text) ?? [];
  const parts = to.split('.');
  const until = [...from.split('.').slice(0, 4 - parts.length), ...parts].join('.');
  if (![from, until].every((each) => ipaddr.IPv4.isValidFourPartDecimal(each))) return null;
  const [first, last] = [valueOf(ipaddr.parse(from)), valueOf(ipaddr.parse(until))];
  return first <= last ? { first, last, bytes: 4 } : null;
}

function valueOf(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  return address.toByteArray().reduce((value, byte) => (value << 8n) + BigInt(byte), 0n);
}

function addressText(value: bigint, bytes: number): string {
  const parts = Array.from({ length: bytes }, (_none, index) =>
    Number((value >> BigInt(8 * (bytes - 1 - index))) & 255n),
  );
  return ipaddr.fromByteArray(parts).toString();
}

function refusal(where: string, why: Told): UsageError {
  return new UsageError((texts) => `${where}: ${why(texts)}`);
}
