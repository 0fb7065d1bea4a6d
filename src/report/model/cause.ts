import { fullNamesOf } from '../../base/host-name.ts';
import type { EndpointFacts } from '../../judge/facts.ts';
import type { TlsEvidence } from '../../probe/observation.ts';
import type { Texts } from '../../text/texts.ts';

const MAX_NAMES = 3;

/** Why an answer was not the expected one, with what shows it; null where there is no cause. */
export function tellCause(
  { cause, evidence }: Pick<EndpointFacts, 'cause' | 'evidence'>,
  texts: Pick<Texts, 'causes' | 'certificate'>,
): string | null {
  if (cause === undefined) return null;
  const shown = tellCertificate({ cause, evidence }, texts) ?? tellAnswer({ cause, evidence });
  return shown === null ? texts.causes[cause] : `${texts.causes[cause]}: ${shown}`;
}

/** What an answer says itself of who gave it; null where nothing does. */
function tellAnswer({ cause, evidence }: Pick<EndpointFacts, 'cause' | 'evidence'>): string | null {
  if (!('kind' in evidence) || evidence.kind !== 'http') return null;
  switch (cause) {
    case 'filter-page':
      return evidence.filter ?? evidence.relay;
    case 'verb-blocked':
      return evidence.besides?.filter ?? null;
    case 'not-iis':
      return evidence.server;
    case 'forbidden':
    case 'no-content-folder':
      return evidence.subStatus;
    case 'gateway-certificate-required':
    case 'gateway-forbidden':
    case 'gateway-token-invalid':
    case 'gateway-refusal':
      return evidence.reason;
    default:
      return null;
  }
}

/** What a certificate that clients turn down says of itself; null for any other cause. */
export function tellCertificate(
  { cause, evidence }: Pick<EndpointFacts, 'cause' | 'evidence'>,
  { certificate }: Pick<Texts, 'certificate'>,
): string | null {
  if (!('kind' in evidence) || evidence.kind !== 'http' || evidence.tls === null) return null;
  const { tls } = evidence;
  switch (cause) {
    case 'certificate-expired':
      return tls.validTo === null ? null : certificate.validTo(dayOf(tls.validTo));
    case 'certificate-not-yet-valid':
      return tls.validFrom === null ? null : certificate.validFrom(dayOf(tls.validFrom));
    case 'short-name': {
      const asked = URL.canParse(evidence.url) ? new URL(evidence.url).hostname : '';
      return certificate.names(fullNamesOf(asked, tls.names));
    }
    case 'certificate-name': {
      const names = namesOf(tls);
      return names.length === 0 ? null : certificate.names(names);
    }
    case 'certificate-issuer':
      return tls.issuer === null ? null : certificate.issuer(tls.issuer);
    default:
      return null;
  }
}

/** The first names, and a sign that there are more; the subject of a certificate that has none. */
function namesOf({ names, subject }: TlsEvidence): readonly string[] {
  if (names.length === 0) return subject === null ? [] : [subject];
  return names.length > MAX_NAMES ? [...names.slice(0, MAX_NAMES), '…'] : names;
}

/** ISO 8601, in UTC. */
function dayOf(time: string): string {
  return time.slice(0, '2024-05-01'.length);
}
