import { COMPUTER_FAULTS, type Fault, SERVICE_FAULTS } from './faults.ts';
import { type ServiceName, classOf, placeOf } from './services.ts';
import { type Computer, VARIANTS, type Variant } from './variants.ts';

export type Vantage = 'site-server' | 'client';
export type Family = 'v4' | 'v6';

/** A fault at a computer, or at one of its services. */
export interface PlacedFault {
  readonly computer: Computer;
  readonly service: ServiceName | null;
  readonly fault: Fault;
}

/** One run of the tool: a site, where it is looked at from, and what is wrong there. */
export interface MatrixCase {
  readonly title: string;
  readonly variant: Variant;
  readonly vantage: Vantage;
  readonly family: Family;
  readonly faults: readonly PlacedFault[];
  /** How the site file, or the command line, gives a host. */
  readonly given: Given;
}

export type Given = 'name' | 'short name' | 'address';

const VANTAGES: readonly Vantage[] = ['site-server', 'client'];
const FAMILIES: readonly Family[] = ['v4', 'v6'];

function caseOf(
  variant: Variant,
  vantage: Vantage,
  family: Family,
  faults: readonly PlacedFault[],
  given: Given = 'name',
): MatrixCase {
  const what = faults.map(
    ({ computer, service, fault }) =>
      `${computer}${service === null ? '' : ` ${service}`}: ${fault.name}`,
  );
  const title = `${variant.title}, from the ${vantage}, IP${family}${given === 'name' ? '' : `, by ${given}`}: ${what.join('; ') || 'in order'}`;
  return { title, variant, vantage, family, faults, given };
}

interface Place {
  readonly computer: Computer;
  readonly service: ServiceName;
}

/** The distinct services that a variant's flows go to, the second management point's too. */
export function placesIn({ flows, managementPoints, notNamed = [] }: Variant): readonly Place[] {
  const places = Object.values(flows)
    .filter((list) => list !== '-')
    .flatMap((list) => list.split(' '))
    .map((word) => placeOf(word.slice(0, -1)))
    .filter(({ computer }) => !notNamed.includes(computer))
    .flatMap(({ computer, service }) =>
      (computer === 'mp' ? managementPoints : [computer]).map((one) => ({
        computer: one,
        service,
      })),
    );
  return [
    ...new Map(places.map((place) => [`${place.computer} ${place.service}`, place])).values(),
  ];
}

function serviceFaultsAt({ computer, service }: Place): readonly PlacedFault[] {
  const kind = classOf(computer, service);
  return SERVICE_FAULTS.filter(({ outcomes }) => outcomes[kind] !== undefined).map((fault) => ({
    computer,
    service,
    fault,
  }));
}

function computerFaultsAt(computer: Computer): readonly PlacedFault[] {
  return COMPUTER_FAULTS.filter(
    ({ name }) => computer === 'client' || name !== 'only ICMP dropped',
  ).map((fault) => ({ computer, service: null, fault }));
}

function faultsIn(variant: Variant): readonly PlacedFault[] {
  const places = placesIn(variant);
  const computers = [...new Set(places.map(({ computer }) => computer))];
  return [...places.flatMap(serviceFaultsAt), ...computers.flatMap(computerFaultsAt)];
}

/** Whether a vantage sees the fault at all: nobody on a client looks at the client's own services. */
function isSeenFrom(vantage: Vantage, { computer }: PlacedFault): boolean {
  return vantage === 'site-server' || computer !== 'client';
}

/** Variants that are taken over IPv6 too. */
const V6_VARIANTS = ['mixed', 'native, /source', 'current branch, enhanced-http'];

function familiesOf({ title }: Variant): readonly Family[] {
  return V6_VARIANTS.includes(title) ? FAMILIES : ['v4'];
}

/** Every service of every variant × every fault that it can have × both vantages. */
export const SINGLE_FAULTS: readonly MatrixCase[] = VARIANTS.flatMap((variant) =>
  VANTAGES.flatMap((vantage) =>
    familiesOf(variant).flatMap((family) => [
      caseOf(variant, vantage, family, []),
      ...faultsIn(variant)
        .filter((placed) => isSeenFrom(vantage, placed))
        .map((placed) => caseOf(variant, vantage, family, [placed])),
    ]),
  ),
);

/**
 * Every two requirements of a variant that can fail apart from each other; which faults they have
 * changes from pair to pair, so that all of them meet.
 */
export const PAIRS: readonly MatrixCase[] = VARIANTS.flatMap((variant, at) =>
  VANTAGES.flatMap((vantage) => {
    const places = placesIn(variant).filter(
      ({ computer }) => vantage === 'client' || computer === 'client' || computer === 'mp',
    );
    return places
      .flatMap((first, index) => places.slice(index + 1).map((second) => [first, second] as const))
      .filter(([first, second]) =>
        [first, second].every(({ computer }) => vantage === 'site-server' || computer !== 'client'),
      )
      .flatMap(([first, second], index) => {
        const seed = at * 131 + index * 17;
        const one = faultAt(first, seed, second.computer);
        const other = faultAt(second, seed * 3 + 5, first.computer);
        if (one === undefined || other === undefined) return [];
        return [caseOf(variant, vantage, seed % 3 === 0 ? 'v6' : 'v4', [one, other])];
      });
  }),
);

/** One of the faults that a service can have; one of its computer only where that is not shared. */
function faultAt(place: Place, seed: number, beside: Computer): PlacedFault | undefined {
  const faults =
    place.computer === beside || seed % 4 !== 0
      ? serviceFaultsAt(place)
      : computerFaultsAt(place.computer);
  return faults[seed % faults.length];
}

/** Variants without certificates, which name no addresses. */
const PLAIN_VARIANTS = ['mixed, /source', 'schema not extended', 'current branch, http'];

const GIVEN_FAULTS: readonly (readonly [Computer, ServiceName, string])[] = [
  ['mp', 'http', 'dropped'],
  ['mp', 'http', 'foreign page'],
  ['package', 'smb', 'stopped'],
  ['client', 'smb', 'reset'],
  ['client', 'dynamic', 'dropped'],
];

/** Each host by its short name and by its address, over each family, in order and with a fault. */
export const GIVEN_FORMS: readonly MatrixCase[] = VARIANTS.filter(({ title }) =>
  PLAIN_VARIANTS.includes(title),
).flatMap((variant) =>
  VANTAGES.flatMap((vantage) =>
    FAMILIES.flatMap((family) =>
      (['short name', 'address'] as const).flatMap((given) => [
        caseOf(variant, vantage, family, [], given),
        ...GIVEN_FAULTS.map(([computer, service, name]): PlacedFault => {
          const fault = SERVICE_FAULTS.find((one) => one.name === name);
          if (fault === undefined) throw new Error(`no such fault: ${name}`);
          return { computer, service, fault };
        })
          .filter((placed) => isSeenFrom(vantage, placed))
          // All clients of the lab have one short name.
          .filter(({ computer }) => computer !== 'client' || given === 'address')
          .map((placed) => caseOf(variant, vantage, family, [placed], given)),
      ]),
    ),
  ),
);

/**
 * A choice of cases that has each flow with each fault, each flow in each variant and each fault in
 * each vantage and family at least once: the case that adds most is taken first.
 */
export function chooseCovering(cases: readonly MatrixCase[]): readonly MatrixCase[] {
  const features = new Map(cases.map((entry) => [entry, featuresOf(entry)]));
  const missing = new Set([...features.values()].flat());
  const chosen: MatrixCase[] = [];
  // One pass from the cases with most features still missing; good enough, and quick.
  for (let needed = 5; needed > 0; needed -= 1) {
    for (const [entry, own] of features) {
      if (own.filter((feature) => missing.has(feature)).length < needed) continue;
      chosen.push(entry);
      for (const feature of own) missing.delete(feature);
    }
  }
  return chosen;
}

function featuresOf({ variant, vantage, family, faults }: MatrixCase): readonly string[] {
  return [
    `${variant.title} from ${vantage}`,
    ...faults.flatMap(({ computer, service, fault }) => {
      const kind = service === null ? roleOf(computer) : classOf(computer, service);
      return [
        `${kind}: ${fault.name}`,
        `${computer} ${service} in ${variant.title}`,
        `${fault.name} from ${vantage}`,
        `${fault.name} over IP${family}`,
      ];
    }),
  ];
}

/** Servers are alike in what can be wrong with them as computers. */
function roleOf(computer: Computer): string {
  return computer === 'client' ? 'client' : 'server';
}

/** Every n-th, spread over the whole list. */
export function every(step: number, cases: readonly MatrixCase[]): readonly MatrixCase[] {
  return cases.filter((_entry, index) => index % step === 0);
}
