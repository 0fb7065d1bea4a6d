import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  GIVEN_FORMS,
  type MatrixCase,
  PAIRS,
  SINGLE_FAULTS,
  chooseCovering,
  every,
} from './matrix/cases.ts';
import { CATALOGUES } from '../../src/catalogue/index.ts';
import { expectedOf } from './matrix/expected.ts';
import { buildLab } from './matrix/lab.ts';
import { type Run, runCases } from './matrix/run.ts';
import { settle } from './matrix/seen.ts';
import { classOf } from './matrix/services.ts';
import { VARIANTS } from './matrix/variants.ts';
import { isFull } from './support/mode.ts';
import { Network } from './support/network.ts';
import { describeReal } from './support/prerequisites.ts';

jest.setTimeout(1_800_000);

const PAIRS_OF_THE_CHOICE = 36;
const CASES = isFull()
  ? [...SINGLE_FAULTS, ...GIVEN_FORMS, ...PAIRS]
  : [
      ...chooseCovering(SINGLE_FAULTS),
      ...every(3, GIVEN_FORMS),
      ...every(Math.ceil(PAIRS.length / PAIRS_OF_THE_CHOICE), PAIRS),
    ];

test('the choice has each requirement, fault and variant, from both vantages', () => {
  const chosen = chooseCovering(SINGLE_FAULTS);
  const featuresOf = (cases: readonly MatrixCase[]): ReadonlySet<string> =>
    new Set(
      cases.flatMap(({ variant, vantage, faults }) => [
        `${variant.title} from the ${vantage}`,
        ...Object.entries(variant.flows).map(([method, flows]) => `${method}: ${flows}`),
        ...faults.map(({ computer, service, fault }) =>
          // Fault by fault, and service by service in each variant.
          service === null ? fault.name : `${fault.name}, ${classOf(computer, service)}`,
        ),
        ...faults.map(({ computer, service }) => `${variant.title}: ${computer} ${service}`),
      ]),
    );
  expect(featuresOf(chosen)).toEqual(featuresOf(SINGLE_FAULTS));
  const ids = VARIANTS.flatMap(({ flows }) =>
    Object.entries(flows).flatMap(([method, words]) =>
      words.split(' ').map((word) => `${method}/${word.slice(0, -1)}`),
    ),
  ).filter((id) => !id.endsWith('/'));
  // Revocation lists are named by certificates, not by a site, and domain controllers by DNS:
  // tests/run/revocation and tests/real/domain-controllers have them.
  const namedElsewhere = ['/crl-http', '/dns', '/kerberos', '/ldap', '/global-catalog'];
  const catalogued = Object.values(CATALOGUES)
    .flatMap(({ flows }) => flows.map(({ id }) => id))
    .filter((id) => !namedElsewhere.some((end) => id.endsWith(end)));
  expect([...new Set(ids)].sort()).toEqual([...new Set<string>(catalogued)].sort());
});

/** How many of the runs are the command's; each of the others shares a process. */
const EVERY_COMMAND = isFull() ? 20 : 10;

describeReal(['samba', 'web', 'dns'])('the fault matrix', () => {
  let network: Network;
  let runs: ReadonlyMap<MatrixCase, Promise<Run>>;

  beforeAll(async () => {
    network = await Network.create();
    runs = await runCases(await buildLab(network), CASES, EVERY_COMMAND);
  });

  afterAll(async () => {
    await network.close();
    process.stdout.write(
      `fault matrix: ${CASES.length} of ${SINGLE_FAULTS.length + GIVEN_FORMS.length + PAIRS.length} cases\n`,
    );
  });

  test.each(CASES.map((entry) => [entry.title, entry] as const))('%s', async (_title, entry) => {
    const run = await runs.get(entry);
    if (run === undefined) throw new Error('the case was not run');
    const expected = expectedOf(entry, run.strict);
    const seen = settle(run.seen, expected);
    if (!isDeepStrictEqual(seen, expected)) {
      process.stdout.write(`${entry.title} (${run.by})\n${run.seen.details}\n`);
    }
    expect(seen).toEqual(expected);
  });
});
