import { clean } from '../base/clean.ts';
import type { Scheme } from '../catalogue/vocabulary.ts';
import { isGatewayAddress } from '../site/gateway.ts';
import { checkHost } from '../site/host.ts';
import { type Fetched, type WebEndpoint, fetchText, urlOf } from './fetch.ts';
import { gatewayOf } from './gateway.ts';
import { type TriedList, lookOver } from './look-over.ts';
import { readKeyInformation, readManagementPointList } from './management-point-xml.ts';
import type { DiscoveryQuery, SourcedFact, FactSource, SiteFact } from './model.ts';
import { LIST_PATH, type Point, type WebPorts } from './point.ts';
import { productOfBuild } from './version.ts';

const KEY_PATH = '/SMS_MP/.sms_aut?MPKEYINFORMATION';

/** What one management point answered. */
export interface PointAnswer {
  readonly findings: readonly SourcedFact[];
  readonly asked: readonly DiscoveryQuery[];
  readonly refused: number;
}

/**
 * Asks a management point for the list of its site, and for its own site code; over HTTP, and where
 * that gives no list, over HTTPS. Then looks at how clients talk to it. Never rejects.
 */
export async function askPoint(
  point: Point,
  ports: WebPorts,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<PointAnswer> {
  const findings: SourcedFact[] = [];
  const asked: DiscoveryQuery[] = [];
  const tried: TriedList[] = [];
  let refused = 0;
  for (const scheme of schemesToTry(point)) {
    const place: WebEndpoint = { ...point, scheme, port: point.port ?? ports[scheme] };
    const fetchedList = await fetchText(place, LIST_PATH, timeoutMs, signal);
    const list = readList(fetchedList, place);
    asked.push(askedOf(place, LIST_PATH, fetchedList, list === null ? 'NOT_MPLIST' : null));
    tried.push({ place, fetched: fetchedList, list: list === null ? 'none' : 'given' });
    if (list === null) continue;
    findings.push(...list.findings);
    refused += list.refused;
    const key = await fetchText(place, KEY_PATH, timeoutMs, signal);
    const own = readKey(key, place);
    asked.push(askedOf(place, KEY_PATH, key, own === null ? 'NOT_MPKEYINFORMATION' : null));
    findings.push(...(own?.findings ?? []));
    refused += own?.refused ?? 0;
    break;
  }
  const looked = await lookOver(point, ports, tried, timeoutMs, signal);
  return {
    findings: [...findings, ...looked.findings],
    asked: [...asked, ...looked.asked],
    refused,
  };
}

/** HTTPS comes first on port 443; any other port may be for either. */
function schemesToTry({ port }: Point): readonly Scheme[] {
  return port === 443 ? ['https', 'http'] : ['http', 'https'];
}

function askedOf(
  place: WebEndpoint,
  path: string,
  fetched: Fetched,
  problem: string | null,
): DiscoveryQuery {
  const of = { kind: 'management-point', url: urlOf(place, path) } as const;
  if (fetched.kind === 'failed') return { of, outcome: 'failed', code: fetched.code };
  if (fetched.status !== 200) return { of, outcome: 'failed', code: `HTTP_${fetched.status}` };
  return { of, outcome: problem === null ? 'answered' : 'nothing', code: problem };
}

const SIGN_LISTED = { http: 'takes-http', https: 'demands-https' } as const;

function readList(fetched: Fetched, place: WebEndpoint): Omit<PointAnswer, 'asked'> | null {
  const list = bodyOf(fetched, readManagementPointList);
  if (list === null) return null;
  const source: FactSource = { kind: 'management-point-list', url: urlOf(place, LIST_PATH) };
  const statements: SiteFact[] = [
    { what: place.scheme === 'http' ? 'http-port' : 'https-port', value: place.port },
  ];
  let refused = list.leftOut;
  for (const { name, siteCode, build, reachedOver } of list.points) {
    const named = pointOf(name);
    if (named.length === 0) {
      refused += 1;
      continue;
    }
    statements.push(...named);
    if (siteCode !== null) statements.push(...siteCodeOf(siteCode));
    const isPoint = named.every(({ what }) => what === 'management-point');
    if (isPoint && reachedOver !== null) {
      statements.push({ what: 'communication', value: SIGN_LISTED[reachedOver] });
    }
    const product = build === null ? null : productOfBuild(build);
    if (product !== null) {
      statements.push({ what: 'product', value: product, version: String(build) });
    }
  }
  return { findings: withSource(statements, source), refused };
}

/** A management point, or for clients on the internet the gateway that it is reached through. */
function pointOf(name: string): readonly SiteFact[] {
  if (isGatewayAddress(name)) return gatewayOf(name);
  const host = checkHost(name);
  return 'problem' in host ? [] : [{ what: 'management-point', value: host.value, port: null }];
}

function readKey(fetched: Fetched, place: WebEndpoint): Omit<PointAnswer, 'asked'> | null {
  const own = bodyOf(fetched, readKeyInformation);
  if (own === null) return null;
  const source: FactSource = { kind: 'management-point', url: urlOf(place, KEY_PATH) };
  const host = own.name === null ? null : checkHost(own.name);
  const statements: SiteFact[] = own.siteCode === null ? [] : [...siteCodeOf(own.siteCode)];
  if (host !== null && 'value' in host) {
    statements.push({ what: 'management-point', value: host.value, port: null });
  }
  const refused = host !== null && 'problem' in host ? 1 : 0;
  return { findings: withSource(statements, source), refused };
}

function bodyOf<T>(fetched: Fetched, read: (text: string) => T | null): T | null {
  return fetched.kind === 'answered' && fetched.status === 200 ? read(fetched.text) : null;
}

function siteCodeOf(text: string): readonly SiteFact[] {
  const code = clean(text).toUpperCase();
  return /^[A-Z0-9]{3}$/u.test(code) ? [{ what: 'site-code', value: code }] : [];
}

/** The distinct facts, with their source. */
function withSource(statements: readonly SiteFact[], source: FactSource): readonly SourcedFact[] {
  const distinct = new Map(statements.map((each) => [JSON.stringify(each), each]));
  return [...distinct.values()].map((statement) => ({ ...statement, source }));
}
