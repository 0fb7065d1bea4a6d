import type { SelfFacts } from './facts.ts';
import { firewallOf } from './firewall.ts';
import { listeningAt } from './listeners.ts';
import { type Machine, THIS_MACHINE } from './program.ts';

/**
 * What this machine reports about itself, as indirect evidence for flows that the site server
 * opens: listeners, and Windows Firewall where there is one. Never rejects.
 * @param ports TCP ports that client push connects to
 */
export async function lookAtSelf(
  ports: readonly number[],
  signal: AbortSignal,
  machine: Machine = THIS_MACHINE,
): Promise<SelfFacts> {
  const [listening, firewall] = await Promise.all([
    listeningAt(ports, machine, signal),
    machine.platform === 'win32' ? firewallOf(machine, signal) : null,
  ]);
  return { listening, firewall };
}
