import type { Simulator, StreamFault } from './simulator.ts';
import { startTcpAcceptor } from './tcp-acceptor.ts';

export interface DynamicPortsOptions {
  readonly address: string;
  /** One simulator a port; 0 for any free one. */
  readonly ports: readonly number[];
  readonly fault?: StreamFault | undefined;
}

/** Starts dynamic RPC ports, in the order given; where one cannot be had, none stays open. */
export async function startDynamicPorts({
  address,
  ports,
  fault,
}: DynamicPortsOptions): Promise<readonly Simulator[]> {
  const started: Simulator[] = [];
  try {
    for (const port of ports) started.push(await startTcpAcceptor({ address, port, fault }));
  } catch (thrown) {
    await Promise.all(started.map((simulator) => simulator.close()));
    throw thrown;
  }
  return started;
}
