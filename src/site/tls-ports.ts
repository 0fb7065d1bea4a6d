import type { Communication, Product } from '../catalogue/vocabulary.ts';
import type { HostPort } from './host.ts';
import type { SiteInput } from './schema.ts';
import type { Path } from './source-document.ts';
import type { PortOfHost, TlsPortProblem } from './value-problem.ts';

/** The ports that IIS and WSUS use for TLS: plain HTTP on them is a mistake. */
const TLS_PORTS: readonly number[] = [443, 8531];

/** The communication in which clients talk HTTPS alone. */
const SECURE = { cm2007: 'native', 'current-branch': 'https' } as const satisfies Record<
  Product,
  Communication
>;

export function isTlsAlone(communication: Communication): boolean {
  return Object.values<Communication>(SECURE).includes(communication);
}

interface TlsPort {
  readonly path: Path;
  readonly problem: TlsPortProblem;
}

/** Every port that the site gives for plain HTTP although it belongs to TLS. */
export function tlsPorts(
  { ports, roles }: SiteInput,
  communication: Communication,
  product: Product | null,
): readonly TlsPort[] {
  const secure = product === null ? null : SECURE[product];
  const inSite = (ports?.http ?? []).filter(isTlsPort).map((port): TlsPort => ({
    path: ['ports', 'http'],
    problem: { code: 'tls-port', port, of: { kind: 'site' } },
  }));
  const web = (of: PortOfHost): TlsPortProblem['of'] => ({ kind: 'web-server', ...of, secure });
  const plain = (of: PortOfHost): TlsPortProblem['of'] => ({ kind: 'plain-web-server', ...of });
  const scheme = isTlsAlone(communication) ? 'https' : 'http';
  return [
    ...inSite,
    ...ofRole('managementPoints', roles?.managementPoints, scheme, web),
    ...ofRole('distributionPoints', roles?.distributionPoints, scheme, web),
    ...ofRole('serverLocatorPoints', roles?.serverLocatorPoints, 'http', plain),
    ...ofRole('fallbackStatusPoints', roles?.fallbackStatusPoints, 'http', plain),
    ...ofRole('softwareUpdatePoints', roles?.softwareUpdatePoints, 'http', (of, port) => ({
      kind: 'software-update-point',
      ...of,
      httpPort: port === 443 ? 80 : port - 1,
    })),
  ];
}

interface Entry {
  readonly host: HostPort;
  readonly httpPort?: number | readonly number[] | undefined;
}

/** @param scheme whose port that of `host:port` is */
function ofRole(
  role: keyof NonNullable<SiteInput['roles']>,
  entries: readonly Entry[] = [],
  scheme: 'http' | 'https',
  of: (host: PortOfHost, port: number) => TlsPortProblem['of'],
): readonly TlsPort[] {
  return entries.flatMap(({ host: { host, port: beside }, httpPort }, index) => {
    const path = ['roles', role, index];
    const problem = (port: number, said: PortOfHost['said']): TlsPortProblem => ({
      code: 'tls-port',
      port,
      of: of({ host, said }, port),
    });
    if (httpPort !== undefined) {
      return [httpPort]
        .flat()
        .filter(isTlsPort)
        .map((port) => ({ path: [...path, 'httpPort'], problem: problem(port, 'key') }));
    }
    return beside !== null && scheme === 'http' && isTlsPort(beside)
      ? [{ path, problem: problem(beside, 'beside') }]
      : [];
  });
}

export function isTlsPort(port: number): boolean {
  return TLS_PORTS.includes(port);
}
