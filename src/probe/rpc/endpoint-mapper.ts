import type { EndpointMapperCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { AnswerFailure } from '../failure.ts';
import type { EndpointMapperEvidence, Observation } from '../observation.ts';
import { observe } from '../observe.ts';
import { ByteStream, connectTcp } from '../tcp.ts';
import { RpcConnection } from './connection.ts';
import { EPMAPPER } from './interfaces.ts';
import { deniedLookup, lookUpEndpoints } from './lookup.ts';
import { askObjectExporter } from './object-exporter.ts';

/**
 * Binds to the endpoint mapper, then reads its entries and asks ServerAlive2 at the same time.
 * An accepted bind is `open`; the rest is evidence. A bind that is denied to anonymous clients is
 * `open` too: the site server authenticates.
 */
export function probeEndpointMapper(
  check: EndpointMapperCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<EndpointMapperEvidence>> {
  const evidence: EndpointMapperEvidence = {
    kind: 'rpc-endpoint-mapper',
    lookup: 'not-asked',
    lookupStatus: null,
    endpoints: [],
    bindings: null,
    comVersion: null,
  };
  return observe(context, evidence, async (trace, deadline) => {
    const { socket, rttMs } = await connectTcp(address, check.port, deadline);
    trace.reached = 'connected';
    trace.rttMs = rttMs;
    const connection = new RpcConnection(new ByteStream(socket, deadline));
    try {
      const result = await connection.bind(EPMAPPER);
      trace.reached = 'protocol';
      if (result === 'interface-not-supported') {
        throw new AnswerFailure('wrong-service', 'not-endpoint-mapper');
      }
      if (result === 'refused') throw new AnswerFailure('unhealthy', 'bind-refused');
      // A denied bind does not tell whether the interface is there.
      if (result === 'accepted') trace.reached = 'service';
      const [lookup, exporter] = await Promise.all([
        result === 'denied' ? deniedLookup() : lookUpEndpoints(connection),
        askObjectExporter(address, check.port, deadline),
      ]);
      trace.evidence = {
        ...evidence,
        ...lookup,
        bindings: exporter?.bindings ?? null,
        comVersion: exporter?.comVersion ?? null,
      };
    } finally {
      // The server frees its lookup handle when the connection ends.
      connection.close();
    }
  });
}
