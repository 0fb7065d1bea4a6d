import type { Scheme } from '../catalogue/vocabulary.ts';
import { STAND_IN_SERVER } from '../probe/stand-in.ts';
import { type Look, isOfRole, lookAt, communicationSignsOf } from './communication.ts';
import { type Fetched, type WebEndpoint, urlOf } from './fetch.ts';
import type { DiscoveryQuery, FactSource, SourcedFact } from './model.ts';
import { LIST_PATH, type Point, type WebPorts } from './point.ts';

/** An attempt to get the list of a management point's site. */
export interface TriedList {
  readonly place: WebEndpoint;
  readonly fetched: Fetched;
  readonly list: 'given' | 'none';
}

/** What the looks gave, and the questions that were not asked before. */
export interface LookedOver {
  readonly findings: readonly SourcedFact[];
  readonly asked: readonly DiscoveryQuery[];
}

interface Looked {
  readonly place: WebEndpoint;
  readonly look: Look;
}

/** Where nothing answered, or what can't be read, nothing is asked again. */
const IN_VAIN: ReadonlySet<string> = new Set([
  'ABORT_ERR',
  'BODY_TOO_LONG',
  'EADDRNOTAVAIL',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'STAND_IN',
]);

/**
 * How clients talk to a management point, as far as its answers show. Never rejects.
 * @param tried what came of asking it for its list
 */
export async function lookOver(
  point: Point,
  ports: WebPorts,
  tried: readonly TriedList[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<LookedOver> {
  if (tried.every(isInVain) || signal.aborted) return { findings: [], asked: [] };
  const given = tried.find(({ list }) => list === 'given');
  const plain = given?.place.scheme === 'http' ? given.place : null;
  const looking = async (scheme: Scheme): Promise<Looked | null> => {
    const place = placeToLookAt(scheme, point, ports, tried);
    return place === null ? null : { place, look: await lookAt(place, timeoutMs, signal) };
  };
  const [http, https] = await Promise.all([
    plain === null ? looking('http') : null,
    looking('https'),
  ]);
  const places = { http: plain ?? http?.place ?? null, https: https?.place ?? null };
  const signs = communicationSignsOf({
    http: plain === null ? (http?.look ?? null) : 'list',
    https: https?.look ?? null,
  });
  const looked = [http, https].filter((each) => each !== null);
  const known = new Set(tried.map(({ place }) => urlOf(place, LIST_PATH)));
  return {
    findings: [
      ...signs.flatMap(({ sign, over }): readonly SourcedFact[] => {
        const place = places[over];
        return place === null
          ? []
          : [{ what: 'communication', value: sign, source: ownWord(place) }];
      }),
      ...looked.filter(({ look }) => isOfRole(look)).map(({ place }) => portOf(place)),
    ],
    asked: looked
      .filter(({ place }) => !known.has(urlOf(place, LIST_PATH)))
      .map(({ place, look }) => queryOf(place, look)),
  };
}

function isInVain({ fetched }: TriedList): boolean {
  return fetched.kind === 'failed' && IN_VAIN.has(fetched.code);
}

/**
 * A port that was named is of the scheme that gave the list; the other scheme has the site's. Over plain
 * HTTP only a refusal is worth a second look: another answer was no list.
 */
function placeToLookAt(
  scheme: Scheme,
  point: Point,
  ports: WebPorts,
  tried: readonly TriedList[],
): WebEndpoint | null {
  const before = tried.find(({ place }) => place.scheme === scheme);
  const isOfOther = point.port !== null && before?.list === 'none' && tried.some(isGiven);
  if (before === undefined || isOfOther) return { ...point, scheme, port: ports[scheme] };
  if (isInVain(before)) return null;
  const { fetched, place } = before;
  const isRefusal = fetched.kind === 'answered' && fetched.status === 403;
  return scheme === 'https' || isRefusal ? place : null;
}

function isGiven({ list }: TriedList): boolean {
  return list === 'given';
}

function portOf(place: WebEndpoint): SourcedFact {
  const what = place.scheme === 'http' ? 'http-port' : 'https-port';
  return { what, value: place.port, source: ownWord(place) };
}

function ownWord(place: WebEndpoint): FactSource {
  return { kind: 'management-point', url: urlOf(place, LIST_PATH) };
}

function queryOf(place: WebEndpoint, look: Look): DiscoveryQuery {
  const of = { kind: 'management-point', url: urlOf(place, LIST_PATH) } as const;
  if (isOfRole(look)) return { of, outcome: 'answered', code: null };
  return { of, outcome: 'failed', code: codeOf(look) };
}

function codeOf(look: Look): string {
  if ('code' in look) return look.code;
  const { status, server } = look.evidence;
  if (server === STAND_IN_SERVER) return 'STAND_IN';
  return status === null ? 'NOT_MANAGEMENT_POINT' : `HTTP_${status}`;
}
