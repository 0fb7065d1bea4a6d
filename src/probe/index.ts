import type { HostCheck, RpcDynamicCheck } from '../plan/check.ts';
import type { ProbeContext } from './context.ts';
import { probeDns } from './domain/dns.ts';
import { probeKerberos } from './domain/kerberos.ts';
import { probeLdap } from './domain/ldap.ts';
import { probeHttp } from './http/probe.ts';
import { probeIcmp } from './icmp/probe.ts';
import type { Observation } from './observation.ts';
import { probeRevocationList } from './revocation/probe.ts';
import { probeEndpointMapper } from './rpc/endpoint-mapper.ts';
import { probeEndpointMapperUdp } from './rpc/udp.ts';
import { probeSmb } from './smb/probe.ts';
import { probeTcp } from './tcp-accept.ts';

/** Checks that stand alone; `rpc-dynamic` builds on the endpoint mapper's answer. */
export type IndependentCheck = Exclude<HostCheck, RpcDynamicCheck>;

/** Runs the probe of a check's protocol against an address literal; a failure is an outcome. */
export function probe(
  check: IndependentCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation> {
  switch (check.kind) {
    case 'icmp':
      return probeIcmp(check, address, context);
    case 'smb':
      return probeSmb(check, address, context);
    case 'rpc-endpoint-mapper':
      return probeEndpointMapper(check, address, context);
    case 'rpc-endpoint-mapper-udp':
      return probeEndpointMapperUdp(check, address, context);
    case 'http':
      return probeHttp(check, address, context);
    case 'tcp':
      return probeTcp(check, address, context);
    case 'revocation-list':
      return probeRevocationList(check, address, context);
    case 'dns':
      return probeDns(check, address, context);
    case 'kerberos':
      return probeKerberos(check, address, context);
    case 'ldap':
      return probeLdap(check, address, context);
  }
}

export { probeRpcDynamic } from './rpc/dynamic.ts';
