import dns from 'node:dns/promises';
import net from 'node:net';
import { codeOf } from '../base/error-code.ts';
import { IPV6_LOOPBACK, LAB_ADDRESSES, LAB_CLIENT } from './layout.ts';
import { listen } from './simulator/listen.ts';
import { ToldError } from '../text/told-error.ts';

/** This machine can't hold the lab. */
export class LabError extends ToldError {
  override readonly name = 'LabError';
}

/** Whether something can listen at an address: null, or the error code. */
type TryAddress = (address: string) => Promise<string | null>;

type NameLookup = (name: string) => Promise<readonly { readonly address: string }[]>;

/** Where no file of this machine has the name, the name servers are asked. */
const MAX_LOOKUP_MS = 5000;

/**
 * Looks whether the lab's addresses can be had.
 * @returns the addresses of the client: IPv4, and IPv6 where this machine has it
 * @throws LabError where an address or the client's name is missing, with what to do
 */
export async function clientAddresses(
  tryAddress: TryAddress = tryToListen,
  lookup: NameLookup = (name) => dns.lookup(name, { all: true }),
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const address of Object.values(LAB_ADDRESSES)) {
    if ((await tryAddress(address)) !== null) missing.push(address);
  }
  if (missing.length > 0) throw whatIsMissing(missing);
  const addresses = [
    LAB_ADDRESSES.client,
    ...((await tryAddress(IPV6_LOOPBACK)) === null ? [IPV6_LOOPBACK] : []),
  ];
  const named = await inTime(lookup(LAB_CLIENT).catch(() => []));
  if (!named.some(({ address }) => addresses.includes(address))) {
    throw new LabError(({ notes }) => notes.lab.nameElsewhere(LAB_CLIENT, addresses));
  }
  return addresses;
}

/** Nobody has the name, as far as can be told, where the system's resolver is silent. */
function inTime(looking: ReturnType<NameLookup>): ReturnType<NameLookup> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve([]), MAX_LOOKUP_MS);
    void looking.then((named) => {
      clearTimeout(patience);
      resolve(named);
    });
  });
}

async function tryToListen(address: string): Promise<string | null> {
  try {
    const listener = await listen(net.createServer(), { address, port: 0 });
    await listener.close();
    return null;
  } catch (thrown) {
    return codeOf(thrown);
  }
}

/** Of 127.0.0.0/8, macOS and the BSDs give the loopback interface the first address alone. */
function whatIsMissing(missing: readonly string[]): LabError {
  const last = missing.map((address) => address.split('.').at(-1) ?? '').join(' ');
  const command = `for n in ${last}; do sudo ifconfig lo0 alias 127.0.0.$n; done`;
  return new LabError(({ notes }) => notes.lab.addressesMissing(missing, command));
}
