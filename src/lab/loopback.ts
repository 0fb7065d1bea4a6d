import dns from 'node:dns/promises';
import net from 'node:net';
import { codeOf } from '../base/error-code.ts';
import { IPV6_LOOPBACK, LAB_ADDRESSES, LAB_CLIENT } from './layout.ts';
import { listen } from './simulator/listen.ts';
import { ToldError } from '../text/told-error.ts';

/** Thrown where the lab can't run on this machine. */
export class LabError extends ToldError {
  override readonly name = 'LabError';
}

/** Tries to listen on an address; returns null, or the error code. */
type TryAddress = (address: string) => Promise<string | null>;

type NameLookup = (name: string) => Promise<readonly { readonly address: string }[]>;

/** Where the hosts file does not have the name, name servers are asked, which may be slow. */
const MAX_LOOKUP_MS = 5000;

/**
 * Checks that the lab's addresses are available.
 * @returns the addresses of the client: IPv4, and IPv6 where this machine has it
 * @throws LabError where an address or the client's name is missing, with a remedy
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

/** Treats a resolver that does not answer in time like one that does not know the name. */
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

/** macOS and the BSDs give the loopback interface only the first address of 127.0.0.0/8. */
function whatIsMissing(missing: readonly string[]): LabError {
  const last = missing.map((address) => address.split('.').at(-1) ?? '').join(' ');
  const command = `for n in ${last}; do sudo ifconfig lo0 alias 127.0.0.$n; done`;
  return new LabError(({ notes }) => notes.lab.addressesMissing(missing, command));
}
