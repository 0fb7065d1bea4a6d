import { groupBy } from '../../../base/group-by.ts';
import { PLACES, widerThan } from './subnet.ts';
import type { SubnetCount, SubnetCounts } from './subnet-counts.ts';

/** Where clients are, in few words. */
export interface Places {
  /** The narrowest subnet that holds most of them, null where none does. */
  readonly mostly: SubnetCount | null;
  /** Subnets without an overlap, the largest first. */
  readonly shown: readonly SubnetCount[];
}

const MAX_SHOWN = 5;
/** What the shown subnets must hold together, and what one must hold to stand for all. */
const MOST = 0.8;
/** What a narrower subnet must hold to stand for a wider one. */
const NEARLY_ALL = 0.95;
/** A subnet that holds less of them is not worth a line. */
const WORTH_A_LINE = 0.01;
/** Fewer clients to a subnet than this say nothing of the subnet. */
const CLIENTS_PER_SUBNET = 4;
/** For so few clients the names alone say more than counts would. */
const FEW = 3;

/** The narrowest subnets of which a few hold most of the clients. */
export function placesOf(counts: SubnetCounts): Places {
  if (counts.clients <= FEW) return { mostly: null, shown: [] };
  const totals = [...counts.totals().values()];
  const inside = groupBy(totals, ({ subnet }) => widerThan(subnet)?.key ?? '');
  const levels = PLACES.map((depth) =>
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
