import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { TlsMaterial } from '../probe/context.ts';
import { readNamed } from './named-file.ts';
import { type ParsedArguments, single } from './site-options.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/**
 * The PEM files that --ca, --client-cert and --client-key name, checked before any packet is sent.
 * @throws UsageError that names the option and the file, never a key's text
 */
export async function tlsMaterial(parsed: ParsedArguments, streams: Streams): Promise<TlsMaterial> {
  // One after the other, so that of several bad files the same one is always named.
  const ca = await readPem(parsed, 'ca', streams, (pem) => new X509Certificate(pem));
  const clientCertificate = await readPem(
    parsed,
    'client-cert',
    streams,
    (pem) => new X509Certificate(pem),
  );
  const clientKey = await readPem(parsed, 'client-key', streams, (pem) => createPrivateKey(pem));
  if ((clientCertificate === null) !== (clientKey === null)) {
    throw new UsageError(({ errors }) => errors.belongTogether('--client-cert', '--client-key'));
  }
  if (clientCertificate !== null && clientKey !== null) {
    const certificate = new X509Certificate(clientCertificate);
    if (!certificate.checkPrivateKey(createPrivateKey(clientKey))) {
      throw new UsageError(({ errors }) => errors.notTheKey);
    }
  }
  return {
    ...(ca === null ? {} : { ca }),
    ...(clientCertificate === null ? {} : { clientCertificate }),
    ...(clientKey === null ? {} : { clientKey }),
  };
}

async function readPem(
  parsed: ParsedArguments,
  option: string,
  streams: Streams,
  check: (pem: string) => unknown,
): Promise<string | null> {
  const said = parsed[option];
  if (said === undefined) return null;
  const file = single(option, said);
  const pem = (await readNamed(file, `--${option}`, streams.cwd)).toString('utf8');
  try {
    check(pem);
  } catch {
    throw new UsageError(({ errors }) =>
      option === 'client-key'
        ? errors.noKey(`--${option}`, file)
        : errors.noCertificate(`--${option}`, file),
    );
  }
  return pem;
}
