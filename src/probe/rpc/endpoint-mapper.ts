import { isIP } from 'node:net';
import { isNamedAmong } from '../../base/host-name.ts';
import type { EndpointMapperCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { type Deadline, attemptTime } from '../deadline.ts';
import { AnswerFailure, NetworkFailure, SHORTAGE_CODES } from '../failure.ts';
import type { EndpointMapperEvidence, LostSegments, Observation } from '../observation.ts';
import { connectNoting, observe } from '../observe.ts';
import { ByteStream, connectTcp } from '../tcp.ts';
import { RpcConnection } from './connection.ts';
import { EPMAPPER } from './interfaces.ts';
import { LARGE_PAGE, type Lookup, SMALL_PAGE, deniedLookup, lookUpEndpoints } from './lookup.ts';
import { type FullSegments, askObjectExporter } from './object-exporter.ts';

/**
 * Binds to the endpoint mapper, reads its entries, and calls ServerAlive2 on the same connection.
 * An accepted bind is `open`; the rest is evidence. A bind that is denied to anonymous clients is
 * `open` too, because the site server authenticates. A computer that calls itself by other names
 * than the one that was asked for is `wrong-host`.
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
    fullSegmentsLost: null,
  };
  return observe(
    context,
    evidence,
    async (trace, deadline) => {
      const connected = await connectNoting(trace, address, check.port, deadline);
      const connection = new RpcConnection(new ByteStream(connected, deadline));
      try {
        const result = await connection.bind(EPMAPPER);
        trace.reached = 'protocol';
        if (result === 'interface-not-supported') {
          throw new AnswerFailure('wrong-service', 'not-endpoint-mapper');
        }
        if (result === 'refused') throw new AnswerFailure('unhealthy', 'bind-refused');
        // A denied bind does not show whether the interface is there.
        if (result === 'accepted') trace.reached = 'service';
        const first =
          result === 'denied' ? deniedLookup() : await lookUpEndpoints(connection, LARGE_PAGE);
        // A connection on which an answer is still due can't be used for another question.
        const bound = result === 'denied' || first.end !== 'told' ? null : connection;
        const [{ list, received }, { alive, sent }] = await Promise.all([
          readList(first, address, check.port, deadline),
          askObjectExporter(bound, address, check.port, deadline),
        ]);
        trace.evidence = {
          ...evidence,
          lookup: list.lookup,
          lookupStatus: list.lookupStatus,
          endpoints: list.endpoints,
          bindings: alive?.bindings ?? null,
          comVersion: alive?.comVersion ?? null,
          fullSegmentsLost: lostSegments(sent, received),
        };
      } finally {
        // The server frees its lookup handle when the connection ends.
        connection.close();
      }
      if (isAnotherComputer(check.host, trace.evidence.bindings ?? [])) {
        throw new AnswerFailure('wrong-host', 'other-computer-name');
      }
    },
    attemptTime(context.timeoutMs),
  );
}

/**
 * Whether ServerAlive2 names another computer. Its addresses say nothing, because they may be
 * translated.
 */
function isAnotherComputer(host: string, bindings: readonly string[]): boolean {
  const names = bindings.filter((binding) => isIP(binding) === 0);
  return isIP(host) === 0 && names.length > 0 && !isNamedAmong(host, names);
}

function lostSegments(sent: FullSegments, received: FullSegments): LostSegments {
  if (sent === 'lost') return received === 'lost' ? 'both' : 'sent';
  return received === 'lost' ? 'received' : null;
}

interface ReadList {
  readonly list: Lookup;
  readonly received: FullSegments;
}

/**
 * Reads the mapper's list. If it does not arrive whole, small pages are requested on another
 * connection: if those arrive, and the large pages, requested once more, do not, full-size segments
 * are lost on the way here.
 */
async function readList(
  first: Lookup,
  address: string,
  port: number,
  deadline: Deadline,
): Promise<ReadList> {
  if (first.end !== 'unanswered') return { list: first, received: 'not-lost' };
  const small = await lookUpAgain(address, port, SMALL_PAGE, deadline);
  if (small === null || small.pages === 0) return { list: first, received: 'not-lost' };
  const again = await lookUpAgain(address, port, LARGE_PAGE, deadline);
  if (again !== null && again.end !== 'unanswered') return { list: again, received: 'not-lost' };
  const list = small.endpoints.length > first.endpoints.length ? small : first;
  return { list, received: again === null ? 'not-lost' : 'lost' };
}

/** Null if there was no connection, or the bind was not accepted. */
async function lookUpAgain(
  address: string,
  port: number,
  pageSize: number,
  deadline: Deadline,
): Promise<Lookup | null> {
  try {
    const connection = new RpcConnection(
      new ByteStream(await connectTcp(address, port, deadline), deadline),
    );
    try {
      if ((await connection.bind(EPMAPPER)) !== 'accepted') return null;
      return await lookUpEndpoints(connection, pageSize);
    } finally {
      connection.close();
    }
  } catch (thrown) {
    if (thrown instanceof NetworkFailure && SHORTAGE_CODES.has(thrown.code)) throw thrown;
    if (thrown instanceof AnswerFailure || thrown instanceof NetworkFailure) return null;
    throw thrown;
  }
}
