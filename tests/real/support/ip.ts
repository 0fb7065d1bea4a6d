import { mustRun } from './command.ts';

const PREFIX_LENGTHS = { v4: 16, v6: 64 } as const;

/** Gives a namespace's eth0 addresses, all of one subnet for each family. */
export async function addAddresses(namespace: string, addresses: readonly string[]): Promise<void> {
  await ipBatch(
    namespace,
    addresses.map((address) =>
      address.includes(':')
        ? `addr add ${address}/${PREFIX_LENGTHS.v6} dev eth0 nodad`
        : `addr add ${address}/${PREFIX_LENGTHS.v4} dev eth0`,
    ),
  );
}

/** Runs lines of `ip` inside a namespace. */
export async function ipBatch(namespace: string, lines: readonly string[]): Promise<void> {
  await mustRun(['ip', '-n', namespace, '-batch', '-'], { input: `${lines.join('\n')}\n` });
}
