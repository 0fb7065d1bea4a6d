import { afterAll, beforeAll } from '@jest/globals';
import pLimit from 'p-limit';
import type { Verdict } from '../../../src/judge/vocabulary.ts';
import type { AddressPair, Host } from './host.ts';
import { Network } from './network.ts';
import type { Router } from './router.ts';
import { startDomainController } from './samba.ts';
import { type CheckRun, check, methodOf, onlyClient, requirementOf } from './tool.ts';

const RUNS_AT_ONCE = 16;

/** The requirements of a client push that can be proven from the site server, shortened. */
export interface PushOutcomes {
  readonly icmp: string;
  readonly smb: string;
  readonly mapper: string;
  readonly mapperUdp: string;
  readonly dynamic: string;
}

const REQUIREMENTS = {
  icmp: 'client-push/icmp',
  smb: 'client-push/smb',
  mapper: 'client-push/rpc-endpoint-mapper',
  mapperUdp: 'client-push/rpc-endpoint-mapper-udp',
  dynamic: 'client-push/rpc-dynamic',
} as const;

export interface Expected {
  readonly outcomes: PushOutcomes;
  readonly answered: boolean;
  readonly verdict: Verdict;
  readonly here: Verdict;
  readonly brokenBy: readonly (keyof PushOutcomes)[];
}

/** A client with a fault, and what the contract says of it. */
export interface PushCase {
  readonly title: string;
  readonly family: keyof AddressPair;
  readonly rules: (address: string) => readonly string[];
  readonly expected: Expected;
  readonly options?: readonly string[];
  /** Milliseconds that the run may take. */
  readonly maxMs?: number;
}

/** A client in good health: Samba does not listen on UDP 135. */
export const HEALTHY: PushOutcomes = {
  icmp: 'open',
  smb: 'open',
  mapper: 'open',
  mapperUdp: 'refused',
  dynamic: 'open',
};

/** What a run said, in the terms of `Expected`. */
export function said(run: CheckRun): Expected & { readonly exitCode: number | null } {
  const client = onlyClient(run);
  const { verdict, here, brokenBy } = methodOf(client, 'client-push');
  const outcome = (flow: keyof PushOutcomes): string =>
    requirementOf(client, REQUIREMENTS[flow]).outcome;
  return {
    outcomes: {
      icmp: outcome('icmp'),
      smb: outcome('smb'),
      mapper: outcome('mapper'),
      mapperUdp: outcome('mapperUdp'),
      dynamic: outcome('dynamic'),
    },
    answered: client.answered ?? false,
    verdict,
    here,
    brokenBy: flowsOf(brokenBy),
    exitCode: run.exitCode,
  };
}

function flowsOf(ids: readonly string[]): readonly (keyof PushOutcomes)[] {
  const known = Object.keys(REQUIREMENTS).filter(isFlow);
  return known.filter((flow) => ids.includes(REQUIREMENTS[flow]));
}

function isFlow(name: string): name is keyof PushOutcomes {
  return name in REQUIREMENTS;
}

/**
 * Runs all cases of a test file against one Samba domain controller behind a router, and gives back
 * how each ends.
 * @param computerName its own, in capitals
 */
export function usePushCases(
  cases: readonly PushCase[],
  computerName: string,
): (entry: PushCase) => Promise<CheckRun> {
  let network: Network;
  let runs: ReadonlyMap<PushCase, Promise<CheckRun>>;

  beforeAll(async () => {
    network = await Network.create();
    const router = await network.addRouter();
    const site = await network.addHost('site', 'near');
    await router.serve(site);
    const client = await network.addHost('client');
    await router.serve(client);
    await startDomainController(client, computerName);
    runs = await startCases(cases, { site, client, router }, computerName);
  });

  afterAll(() => network.close());

  return async (entry) => {
    const run = await runs.get(entry);
    if (run === undefined) throw new Error('the case was not run');
    return run;
  };
}

/**
 * Starts all cases against one host, which gets an address for each, and gives back how each ends.
 * The first label of every name is the computer's, so that it is the one that was asked for.
 */
async function startCases(
  cases: readonly PushCase[],
  { site, client, router }: { site: Host; client: Host; router: Router },
  computerName: string,
): Promise<ReadonlyMap<PushCase, Promise<CheckRun>>> {
  const pairs = await client.addAddresses(cases.length);
  const placed = cases.map((entry, index) => {
    const address = pairs[index]?.[entry.family];
    if (address === undefined) throw new Error('an address is missing');
    return { entry, address, name: `${computerName.toLowerCase()}.case${index}.lab` };
  });
  site.setNames(placed.map(({ address, name }) => [address, name]));
  await router.host.filter(
    'forward',
    placed.flatMap(({ entry, address }) => entry.rules(address)),
  );
  const limit = pLimit(RUNS_AT_ONCE);
  return new Map(
    placed.map(({ entry, name }) => {
      const words = ['--client', name, '--method', 'client-push', ...(entry.options ?? [])];
      const run = limit(() => check(site, words));
      // Awaited by its own test, which may come later than a failure.
      run.catch(() => {});
      return [entry, run];
    }),
  );
}
