import { groupBy } from '../../../base/group-by.ts';
import { NAMED_DEPTHS, widerThan } from './subnet.ts';
import type { SubnetCount, SubnetCounts } from './subnet-counts.ts';

/** Where clients are, in few words. */
export interface Places {
  /** The narrowest subnet that holds most of them, null where none does. */
  readonly mostly: SubnetCount | null;
  /** Subnets without an overlap, the largest first. */
  readonly shown: readonly SubnetCount[];
}

const MAX_SHOWN = 5;
/** The share of clients that the shown subnets must hold together, or one subnet alone. */
const MOST = 0.8;
/** The share of a subnet's clients that a narrower subnet must hold to replace it. */
const NEARLY_ALL = 0.95;
/** Subnets with a smaller share of the clients are not shown. */
const WORTH_A_LINE = 0.01;
/** With fewer clients a subnet, names say more than subnets. */
const CLIENTS_PER_SUBNET = 4;
/** So few clients are listed by name. */
const FEW = 3;

/** The narrowest subnets of which a few hold most of the clients. */
export function placesOf(counts: SubnetCounts): Places {
  if (counts.clients <= FEW) return { mostly: null, shown: [] };
  const totals = [...counts.totals().values()];
  const inside = groupBy(totals, ({ subnet }) => widerThan(subnet)?.key ?? '');
  const levels = NAMED_DEPTHS.map((depth) =>
    totals
      .filter(({ subnet }) => subnet.depth === depth)
      .sort(bySize)
      .slice(0, MAX_SHOWN),
  );
  const most = counts.clients * MOST;
  const level =
    levels.find((largest) => sum(largest) >= most && tells(largest)) ?? levels.at(-1) ?? [];
  const narrow = (place: SubnetCount): SubnetCount => {
    const part = inside
      .get(place.subnet.key)
      ?.find(({ clients }) => clients >= place.clients * NEARLY_ALL);
    return part === undefined ? place : narrow(part);
  };
  return {
    mostly:
      levels.flatMap((largest) => largest.slice(0, 1)).find(({ clients }) => clients >= most) ??
      null,
    shown: level
      .filter(({ clients }) => clients >= counts.clients * WORTH_A_LINE)
      .map(narrow)
      .toSorted(bySize),
  };
}

/** Whether subnets say more than the names of their clients would. */
function tells(places: readonly SubnetCount[]): boolean {
  return places.length === 1 || sum(places) >= places.length * CLIENTS_PER_SUBNET;
}

/** The larger first, of equals the one with the lower address. */
function bySize(a: SubnetCount, b: SubnetCount): number {
  return (
    b.clients - a.clients ||
    a.subnet.family - b.subnet.family ||
    a.subnet.high - b.subnet.high ||
    a.subnet.low - b.subnet.low
  );
}

function sum(places: readonly SubnetCount[]): number {
  return places.reduce((total, { clients }) => total + clients, 0);
}
