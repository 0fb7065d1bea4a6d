import { earlierClientOf } from './earlier-client.ts';
import type { SelfFacts } from './facts.ts';
import { firewallOf } from './firewall.ts';
import { listeningAt } from './listeners.ts';
import { type Machine, THIS_MACHINE } from './program.ts';
import { servicesOf } from './services.ts';
import { winHttpProxyOf } from './win-http-proxy.ts';

/**
 * What this machine reports about itself, as indirect evidence: for flows that the site server opens
 * its listeners, and Windows Firewall where there is one; for every method what Windows tells of a
 * proxy, of services, and of a client that is there already. Never rejects.
 * @param ports TCP ports that client push connects to; none where no push is planned
 * @returns null where there is nothing to tell
 */
export async function lookAtSelf(
  ports: readonly number[],
  signal: AbortSignal,
  machine: Machine = THIS_MACHINE,
): Promise<SelfFacts | null> {
  const isWindows = machine.platform === 'win32';
  const isPushed = ports.length > 0;
  if (!isWindows && !isPushed) return null;
  const [listening, firewall, windows] = await Promise.all([
    isPushed ? listeningAt(ports, machine, signal) : [],
    isWindows && isPushed ? firewallOf(machine, signal) : null,
    isWindows ? windowsOf(machine, signal) : {},
  ]);
  return { listening, firewall, ...windows };
}

async function windowsOf(machine: Machine, signal: AbortSignal): Promise<Partial<SelfFacts>> {
  const [winHttpProxy, services, installedClient] = await Promise.all([
    winHttpProxyOf(machine, signal),
    servicesOf(machine, signal),
    earlierClientOf(machine, signal),
  ]);
  return { winHttpProxy, services, installedClient };
}
