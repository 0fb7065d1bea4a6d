import { tellCertificate } from '../../model/cause.ts';
import { expectedAgainst, isExpectedClosed } from '../../../judge/audit.ts';
import { EFFECTS, type Effect } from '../../../judge/vocabulary.ts';
import { groupBy } from '../../../base/group-by.ts';
import { flowNameOf } from '../../../catalogue/flow.ts';
import { remedyOf } from '../../../judge/remedy.ts';
import type { Opening } from '../../../text/table.ts';
import { tellOpening } from '../impaired.ts';
import { type Page, titleOf } from '../page.ts';
import { type Places, placesOf } from './places.ts';
import { type Comparisons, placeTexts } from './places-text.ts';
import { subnetText } from './subnet.ts';
import type { ObstacleSum } from './sums.ts';

const MAX_SERVERS_SHOWN = 5;

/** One obstacle: how many clients it affects, where, what it does, and what to ask for. */
export interface ToldObstacle {
  readonly worst: Effect;
  readonly headline: string;
  readonly effects: string;
  readonly places: readonly string[];
  /** What to ask for, null where it is not known to block anything. */
  readonly wayOut: string | null;
  readonly more: string;
}

export function tellObstacle(sum: ObstacleSum, compared: Comparisons, page: Page): ToldObstacle {
  const { texts } = page;
  const places = whereOfMany(sum);
  const effects = groupBy([...sum.effects], ([, effect]) => effect);
  const worst = worstOf(sum);
  const said = EFFECTS.flatMap((effect): readonly string[] => {
    const methods = effects.get(effect)?.map(([method]) => method) ?? [];
    return methods.length === 0 ? [] : [texts.many.effect(effect, methods)];
  });
  return {
    worst,
    headline: headlineOf(sum, places, page),
    effects: texts.sentences(said),
    places:
      sum.servers.size === 0
        ? placeTexts(sum.group, places, compared[sum.answered], page)
        : serverTexts(sum, page),
    wayOut: worst === 'unproven' ? null : wayOutOf(sum, places, page),
    more: texts.table.more(sum.id),
  };
}

/** The worst that an obstacle does to any method. */
export function worstOf({ effects }: ObstacleSum): Effect {
  const found = new Set(effects.values());
  return EFFECTS.find((effect) => found.has(effect)) ?? 'unproven';
}

/** No subnets where this machine failed, or where the flow ends at a server. */
function whereOfMany({ outcome, group, servers }: ObstacleSum): Places {
  return outcome === 'error' || servers.size > 0
    ? { mostly: null, shown: [] }
    : placesOf(group.subnets);
}

function headlineOf(sum: ObstacleSum, places: Places, page: Page): string {
  const { texts, head } = page;
  const { id, outcome, cause, code, group } = sum;
  const { mostly } = places;
  return texts.many.obstacle({
    title: titleOf(id, page),
    transport: head.catalogue[id]?.transport ?? 'tcp',
    ports: head.catalogue[id]?.ports ?? [],
    seen: [
      texts.outcomes[outcome],
      ...(cause === null ? [] : [texts.causes[cause]]),
      ...(code === null ? [] : [texts.errorCode(code)]),
    ],
    clients: group.clients,
    where:
      mostly === null
        ? null
        : {
            subnet: subnetText(mostly.subnet),
            share: mostly.clients === group.clients ? 'all' : 'most',
          },
  });
}

function serverTexts({ servers, seen }: ObstacleSum, page: Page): readonly string[] {
  return serversByClients(servers).map(([server, { clients, first }]) => {
    const endpoint = seen.get(server);
    const shown = endpoint === undefined ? null : tellCertificate(endpoint, page.texts);
    const place = shown === null ? server : `${server} (${shown})`;
    return page.texts.many.place({ place, clients, of: null, names: first.names }, 'asked');
  });
}

function serversByClients(servers: ObstacleSum['servers']): [string, ObstacleSum['group']][] {
  return [...servers].toSorted(([, a], [, b]) => b.clients - a.clients).slice(0, MAX_SERVERS_SHOWN);
}

/** The one thing to ask for, as for a single client. */
function wayOutOf(sum: ObstacleSum, places: Places, page: Page): string {
  const { texts, head } = page;
  const title = titleOf(sum.id, page);
  const methods = [...sum.effects.keys()];
  const against = methods.map((method) => expectedAgainst(method, head));
  if (against.every((ids) => ids.length > 0)) {
    const titles = new Set(against.flat().map((id) => titleOf(id, page)));
    return texts.audit.notMeant(methods, [...titles]);
  }
  if (isExpectedClosed(sum.id, head)) return texts.audit.openNothing(title);
  const remedy = remedyOf(sum.outcome, [sum.cause], flowNameOf(sum.id));
  if (remedy !== null) return texts.table.mend(title, remedy);
  const ports = head.catalogue[sum.id]?.ports ?? [];
  const opening = tellOpening(sum, ports, destinations(sum, places, page), page);
  // The subnet has other clients too, for which nothing needs to be opened.
  return sum.servers.size > 0 ? opening : texts.sentences([opening, texts.many.exactly]);
}

function destinations(sum: ObstacleSum, places: Places, page: Page): readonly string[] {
  const { many } = page.texts;
  if (sum.servers.size > 0) {
    const ports = page.head.catalogue[sum.id]?.ports ?? [];
    return serversByClients(sum.servers).map(([server]) => withoutPort(server, ports));
  }
  if (places.shown.length === 0) return [many.theseClients(sum.group.clients)];
  const elsewhere = places.shown.reduce((left, { clients }) => left - clients, sum.group.clients);
  return [
    ...places.shown.map(({ subnet, clients }) => many.clientsIn(subnetText(subnet), clients)),
    ...(elsewhere === 0 ? [] : [many.clientsElsewhere(elsewhere)]),
  ];
}

/** The one port of a flow is said with its transport already. */
function withoutPort(server: string, [port, ...others]: Opening['ports']): string {
  const end = `:${port ?? ''}`;
  return port !== undefined && others.length === 0 && server.endsWith(end)
    ? server.slice(0, -end.length)
    : server;
}
