import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../support/folder.ts';

/** A private key and its certificate, PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Authority extends Identity {
  readonly files: { readonly key: string; readonly cert: string };
}

export const folder = makeFolder();

export const whyNoOpenssl = ((): string | null => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'there is no openssl command to make certificates with';
  }
})();

let count = 0;
const fileFor = (what: string): string => {
  count += 1;
  return path.join(folder, `${count}.${what}`);
};
const openssl = (...args: readonly string[]): void => {
  execFileSync('openssl', args, { stdio: 'pipe' });
};
/** Keys that a certificate may be for. */
const KEYS = {
  ec: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'ec-521': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  rsa: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'rsa-1024': ['RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  'rsa-1023': ['RSA', '-pkeyopt', 'rsa_keygen_bits:1023'],
  'rsa-pss': ['RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ed25519: ['ED25519'],
} as const;

export type KeyAlgorithm = keyof typeof KEYS;

const newKey = (algorithm: KeyAlgorithm): string => {
  const file = fileFor('key');
  openssl('genpkey', '-algorithm', ...KEYS[algorithm], '-out', file);
  return file;
};

/** A certificate that signs others: self-signed, or issued by another authority. */
export function makeAuthority(commonName: string, issuer?: Authority): Authority {
  const key = newKey('ec');
  const cert = fileFor('crt');
  const subject = `/CN=${commonName}`;
  if (issuer === undefined) {
    openssl('req', '-x509', '-new', '-key', key, '-subj', subject, '-days', '30', '-out', cert);
  } else {
    const request = fileFor('csr');
    const extensions = fileFor('ext');
    fs.writeFileSync(extensions, 'basicConstraints=critical,CA:TRUE\n');
    openssl('req', '-new', '-key', key, '-subj', subject, '-out', request);
    const signing = ['-CA', issuer.files.cert, '-CAkey', issuer.files.key];
    const serial = ['-set_serial', String(count), '-days', '30'];
    openssl(
      'x509',
      '-req',
      '-in',
      request,
      ...signing,
      ...serial,
      '-extfile',
      extensions,
      '-out',
      cert,
    );
  }
  return {
    key: fs.readFileSync(key, 'utf8'),
    cert: fs.readFileSync(cert, 'utf8'),
    files: { key, cert },
  };
}

/** A certificate for these alternative names (`DNS:mp01`, `IP:127.0.0.1`). */
export function makeIdentity(
  authority: Authority,
  names: readonly string[],
  {
    days = 30,
    algorithm = 'ec',
    issuerAddress,
    purposes,
    commonName = 'mp01',
  }: {
    days?: number;
    algorithm?: KeyAlgorithm;
    issuerAddress?: string;
    purposes?: string;
    commonName?: string;
  } = {},
): Identity {
  const key = newKey(algorithm);
  const request = fileFor('csr');
  const extensions = fileFor('ext');
  const cert = fileFor('crt');
  const access =
    issuerAddress === undefined ? '' : `authorityInfoAccess=caIssuers;URI:${issuerAddress}\n`;
  const alternatives = names.length > 0 ? `subjectAltName=${names.join(',')}\n` : '';
  const usage = purposes === undefined ? '' : `extendedKeyUsage=${purposes}\n`;
  fs.writeFileSync(extensions, `${alternatives}${access}${usage}`);
  openssl('req', '-new', '-key', key, '-subj', `/O=Contoso/CN=${commonName}`, '-out', request);
  const { files } = authority;
  const signing = ['-CA', files.cert, '-CAkey', files.key, '-set_serial', String(count)];
  const rest = ['-days', String(days), '-extfile', extensions, '-out', cert];
  openssl('x509', '-req', '-in', request, ...signing, ...rest);
  return { key: fs.readFileSync(key, 'utf8'), cert: fs.readFileSync(cert, 'utf8') };
}
