import { type Authority, makeAuthority } from '../../../src/lab/certificates.ts';
import { DOMAIN } from '../support/domain.ts';
import type { ServerTls } from '../support/nginx.ts';
import { CERTIFICATES, type CertificateFault } from './faults.ts';

const DAY_MS = 86_400_000;
const NAMES = [`*.${DOMAIN}`];

/** The servers of `CERTIFICATES`, in its order. */
export async function certificateServers(
  authority: Authority,
  caFile: string,
): Promise<readonly ServerTls[]> {
  const [other, siteIssuer] = await Promise.all([
    makeAuthority('Another CA'),
    makeAuthority('SMS Issuing'),
  ]);
  const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  const demand = `ssl_client_certificate ${caFile}; ssl_verify_client on;`;
  const make: Record<CertificateFault, () => Promise<ServerTls>> = {
    'expired certificate': () =>
      authority.issue({ names: NAMES, notBefore: inDays(-20), notAfter: inDays(-10) }),
    'certificate of the future': () =>
      authority.issue({ names: NAMES, notBefore: inDays(10), notAfter: inDays(20) }),
    'misnamed certificate': () => authority.issue({ names: ['www.example.net'] }),
    'unknown issuer': () => other.issue({ names: NAMES }),
    "the site's own issuer": () => siteIssuer.issue({ names: NAMES }),
    'client certificate demanded': () => withOptions(demand),
    'client certificate demanded over TLS 1.2': () =>
      withOptions(`${demand} ssl_protocols TLSv1.2;`),
    'TLS 1.0': () => withOptions('ssl_protocols TLSv1; ssl_ciphers ALL:@SECLEVEL=0;'),
    'handshake refused': () => withOptions('ssl_reject_handshake on;'),
  };
  const withOptions = async (options: string): Promise<ServerTls> => ({
    ...(await authority.issue({ names: NAMES })),
    options,
  });
  return Promise.all(CERTIFICATES.map(([name]) => make[name]()));
}
