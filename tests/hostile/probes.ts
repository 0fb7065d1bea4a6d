import type { TlsMaterial } from '../../src/probe/context.ts';
import { probe } from '../../src/probe/index.ts';
import type { IndependentCheck } from '../../src/probe/index.ts';
import type { Observation } from '../../src/probe/observation.ts';
import { probeRpcDynamic } from '../../src/probe/rpc/dynamic.ts';
import { mapperEvidence, observed } from '../support/observations.ts';

/** Deadline of an attempt that is waited for. */
export const SHORT_MS = 300;
/** Deadline of an attempt that must end before it. */
export const AMPLE_MS = 10_000;
/** What a machine with other work to do may take beyond a deadline; the contract says a second. */
const PATIENCE_MS = 3_000;

/** An attempt of one of the probes at a port of loopback. */
export type Attempt = (port: number, timeoutMs: number) => Promise<Observation>;

const HOST = '127.0.0.1';
const NO_TLS: TlsMaterial = {};

export function attempt(check: IndependentCheck, tls = NO_TLS): Attempt {
  return (_port, timeoutMs) =>
    bounded(
      probe(check, HOST, {
        timeoutMs,
        // So much more than a connect that no slow machine looks like a slow path.
        responseTimeoutMs: 1.2 * timeoutMs,
        signal: new AbortController().signal,
        now: Date.now,
        tls,
      }),
      timeoutMs,
    );
}

const web = {
  host: 'mp01.contoso.com',
  product: 'current-branch',
  serves: 'service',
  siteIssuedCertificate: 'unknown-issuer',
} as const;

export const smb: Attempt = (port, timeoutMs) =>
  attempt({ kind: 'smb', host: 'pc001', port, identity: 'may-differ' })(port, timeoutMs);
export const endpointMapper: Attempt = (port, timeoutMs) =>
  attempt({ kind: 'rpc-endpoint-mapper', host: 'pc001', port })(port, timeoutMs);
export const endpointMapperUdp: Attempt = (port, timeoutMs) =>
  attempt({ kind: 'rpc-endpoint-mapper-udp', host: 'pc001', port })(port, timeoutMs);
export const managementPoint: Attempt = (port, timeoutMs) =>
  attempt({ ...web, kind: 'http', port, tls: false, role: 'management-point' })(port, timeoutMs);
export const distributionPoint: Attempt = (port, timeoutMs) =>
  attempt({ ...web, kind: 'http', port, tls: false, role: 'distribution-point' })(port, timeoutMs);
export const secureManagementPoint: Attempt = (port, timeoutMs) =>
  attempt({ ...web, kind: 'http', port, tls: true, role: 'management-point' })(port, timeoutMs);
export const tcp: Attempt = (port, timeoutMs) =>
  attempt({ kind: 'tcp', host: 'mp01', port })(port, timeoutMs);

/** The port is the one that an endpoint mapper has advertised. */
export const rpcDynamic: Attempt = (port, timeoutMs) => {
  const endpoint = {
    interface: '367abb81-9844-35f1-ad32-98f038001003',
    version: '2.0',
    name: 'svcctl',
    annotation: '',
    protocol: 'ncacn_ip_tcp',
    port,
    address: HOST,
    pipe: null,
  };
  return bounded(
    probeRpcDynamic(
      {
        kind: 'rpc-dynamic',
        host: 'pc001',
        mapperPort: 135,
        range: { first: 1_024, last: 65_535 },
      },
      HOST,
      { timeoutMs, signal: new AbortController().signal, now: Date.now, tls: NO_TLS },
      observed('open', mapperEvidence({ endpoints: [endpoint] })),
    ),
    timeoutMs,
  );
};

/** Fails where an attempt outlives its deadline. */
export async function bounded<T>(running: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const bound = timeoutMs + PATIENCE_MS;
    timer = setTimeout(() => reject(new Error(`not over after ${bound} ms`)), bound);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `wrong-service closed-before-answer`: what decides a verdict, and why. */
export function said(seen: Observation): string {
  if ('cause' in seen) return `${seen.outcome} ${seen.cause}`;
  return 'code' in seen ? `${seen.outcome} ${seen.code}` : seen.outcome;
}
