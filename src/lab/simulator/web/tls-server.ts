import https from 'node:https';
import type { RequestListener } from 'node:http';
import type { SecureVersion } from 'node:tls';
import type { Authority, IssueRequest } from '../../certificates.ts';

/** TLS options of a web role. */
export interface WebTls {
  /** Issues the server's certificate. */
  readonly authority: Authority;
  readonly names: readonly string[];
  readonly addresses?: readonly string[] | undefined;
  /** Where the certificate says that the authority's revocation list is. */
  readonly revocationList?: string | readonly string[] | undefined;
  readonly minVersion?: SecureVersion | undefined;
  readonly maxVersion?: SecureVersion | undefined;
  /**
   * `asked`: without a certificate of the authority the answer is 403 (IIS: 403.7); `demanded`: the
   * handshake fails. Default: `ignored`.
   */
  readonly clientCertificate?: 'ignored' | 'asked' | 'demanded' | undefined;
}

export type CertificateFault = 'expired-certificate' | 'wrong-name';

const DAY_MS = 86_400_000;

/** An HTTPS server with a new certificate; the lowest security level allows TLS 1.0. */
export async function makeTlsServer(
  tls: WebTls,
  fault: CertificateFault | undefined,
  listener: RequestListener,
): Promise<https.Server> {
  const issued = await tls.authority.issue(certificateRequest(tls, fault));
  const { clientCertificate = 'ignored' } = tls;
  return https.createServer(
    {
      cert: issued.certificate,
      key: issued.key,
      // Set only where needed: OpenSSL would send the root with the certificate, which IIS does
      // not.
      ...(clientCertificate === 'ignored' ? {} : { ca: issued.ca }),
      minVersion: tls.minVersion ?? 'TLSv1.2',
      maxVersion: tls.maxVersion ?? 'TLSv1.3',
      ciphers: 'DEFAULT:@SECLEVEL=0',
      requestCert: clientCertificate !== 'ignored',
      rejectUnauthorized: clientCertificate === 'demanded',
    },
    listener,
  );
}

function certificateRequest(tls: WebTls, fault: CertificateFault | undefined): IssueRequest {
  const { names, addresses, revocationList } = tls;
  switch (fault) {
    case 'expired-certificate': {
      const now = Date.now();
      return {
        names,
        addresses,
        revocationList,
        notBefore: new Date(now - 366 * DAY_MS),
        notAfter: new Date(now - DAY_MS),
      };
    }
    case 'wrong-name':
      return { names: ['other-server.lab.invalid'], revocationList };
    case undefined:
      return { names, addresses, revocationList };
  }
}
