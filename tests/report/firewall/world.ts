import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { DOMAIN_PORTS } from '../../../src/catalogue/all-flows.ts';
import { METHODS, type Vantage } from '../../../src/catalogue/vocabulary.ts';
import { toldClient } from '../told-client.ts';
import { buildHead } from '../../../src/report/model/build.ts';
import { RuleCollector } from '../../../src/report/forms/firewall/collector.ts';
import type { Rule, RuleEnd, RuleSet } from '../../../src/report/firewall-rules/rules.ts';
import type { ClientEntry, ReportHead } from '../../../src/report/model/report.ts';
import type { Check } from '../../../src/plan/check.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import { checkKey } from '../../../src/plan/checks.ts';
import type { Outcome } from '../../../src/probe/observation.ts';
import { EN } from '../../../src/text/en/index.ts';
import { type Judged, MAPPER_NOT_OPEN, judge, observed } from '../../support/observations.ts';
import { type SiteWords, siteOf } from '../../support/sites.ts';

/** A run over clients whose every probe was drawn by lot. */
export interface World {
  readonly site: SiteWords;
  readonly from: Vantage;
  readonly clients: readonly string[];
  /** `simple`: what listens on a port is seen alike by all that look at it. */
  readonly kind: 'simple' | 'any';
  readonly outcome: (what: string) => Outcome;
}

const OUTCOMES: readonly Outcome[] = [
  'open',
  'open',
  'open',
  'filtered',
  'filtered',
  'refused',
  'unreachable',
  'unresolved',
  'silent',
  'wrong-service',
  'wrong-host',
  'unhealthy',
  'inconclusive',
  'error',
];

const SITES: readonly SiteWords[] = [
  {
    siteServer: 'cm01.contoso.com',
    roles: { managementPoints: ['mp01', 'mp02'], fallbackStatusPoints: ['fsp01'] },
    install: { manual: { runFrom: String.raw`\\files01\ccm` } },
  },
  {
    communication: 'native',
    roles: {
      managementPoints: ['mp01'],
      distributionPoints: [{ host: 'mp01', serves: ['http', 'smb'] }, { host: 'dp02' }],
      softwareUpdatePoints: [{ host: 'sup01', httpPort: 8530 }],
    },
    install: { source: String.raw`\\dp02\ccm`, manual: { runFrom: String.raw`\\dp02\ccm` } },
  },
  {
    product: 'current-branch',
    communication: 'enhanced-http',
    roles: {
      managementPoints: ['mp01', 'mp02'],
      distributionPoints: ['mp02', 'dp01'],
      softwareUpdatePoints: [{ host: 'sup01', httpPort: 8530 }],
    },
    install: { manual: { runFrom: 'local' } },
  },
];

/** Sites whose hosts have ports to choose from. */
const SITES_WITH_ALTERNATES: readonly SiteWords[] = [
  {
    ports: { http: [80, 8080] },
    roles: { managementPoints: ['mp01', 'mp02'], softwareUpdatePoints: ['mp01', 'sup01'] },
    install: { manual: { runFrom: 'local' } },
  },
];

export function worlds(kind: World['kind']): fc.Arbitrary<World> {
  return fc.record({
    site: fc.constantFrom(...SITES, ...(kind === 'any' ? SITES_WITH_ALTERNATES : [])),
    from: fc.constantFrom('site-server', 'client'),
    clients: fc
      .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 })
      .map((numbers) => numbers.map((number) => `pc${number}.contoso.com`)),
    kind: fc.constant(kind),
    outcome: fc.func(fc.constantFrom(...OUTCOMES)),
  });
}

/** A host's addresses, which no other client has: of each third one, two. */
function addressesOf(host: string): readonly string[] {
  const client = /^pc(\d+)\./.exec(host)?.[1];
  const number =
    client === undefined
      ? Buffer.from(host).reduce((sum, byte) => (sum * 31 + byte) % 251, 7)
      : Number(client);
  const [four, six] =
    client === undefined
      ? [`192.0.2.${number}`, `fd00:5::${number.toString(16)}`]
      : [`10.0.0.${number}`, `fd00::${number.toString(16)}`];
  return number % 3 === 0 ? [four, six] : [four];
}

/** Whether a passage is opened after the run. */
export type Opened = (client: string, check: Check, address: string) => boolean;

/** What the run sees, where these passages are open. */
export function judgeWorld(world: World, opened: Opened = () => false): readonly Judged[] {
  return world.clients.map((client) => {
    // Not every name has an address, but a name has it for every check.
    const unknown = (host: string): boolean =>
      world.outcome(`name ${client} ${host}`) === 'unresolved';
    return judge({
      site: world.site,
      from: world.from,
      client,
      see: (check) =>
        unknown(check.host)
          ? 'unresolved'
          : addressesOf(check.host).map((address) => ({
              address,
              observation: isBehindMapper(world, opened, client, check, address)
                ? MAPPER_NOT_OPEN
                : observed(outcomeAt(world, opened, client, check, address)),
            })),
    });
  });
}

function outcomeAt(
  world: World,
  opened: Opened,
  client: string,
  check: Check,
  address: string,
): Outcome {
  if (opened(client, check, address)) return 'open';
  const drawn = world.outcome(`${client} ${seenAs(check, world)} ${address}`);
  return drawn === 'unresolved' || (drawn === 'wrong-host' && check.kind !== 'smb')
    ? 'filtered'
    : drawn;
}

/** The probe of the dynamic ports learns them from the endpoint mapper. */
function isBehindMapper(
  world: World,
  opened: Opened,
  client: string,
  check: Check,
  address: string,
): boolean {
  if (check.kind !== 'rpc-dynamic') return false;
  const { host, mapperPort } = check;
  const mapper: Check = { kind: 'rpc-endpoint-mapper', host, port: mapperPort };
  return outcomeAt(world, opened, client, mapper, address) !== 'open';
}

export interface Told {
  readonly head: ReportHead;
  readonly entries: readonly ClientEntry[];
  readonly rules: RuleSet;
}

export function rulesOf(world: World, judged: readonly Judged[]): Told {
  const plan = makePlan(siteOf(world.site), METHODS);
  const tool = { name: 'ccm-preflight', version: '1.0.0' };
  const head = buildHead(plan, world.from, '2024-05-01T12:00:00.000Z', tool, EN);
  const entries = judged.map(({ client }) => toldClient(client, head));
  const collector = new RuleCollector(head);
  entries.forEach((entry, index) => collector.add(entry, index));
  return { head, entries, rules: collector.ruleSet() };
}

/** Whether a firewall with this rule lets a check through. */
export function admits(
  { from, to, transport, ports }: Rule,
  world: World,
  client: string,
  check: Check,
  address: string,
): boolean {
  const passage = passageOf(check);
  if (transport !== passage.transport) return false;
  if (passage.port === null ? ports.length > 0 : !ports.includes(passage.port)) return false;
  return world.from === 'site-server'
    ? from.roles.includes('site-server') && check.host === client && holds(to, client, address)
    : holdsClient(from, client) && to.names.includes(check.host) && holds(to, check.host, address);
}

function seenAs(check: Check, { kind }: World): string {
  return kind === 'any' ? checkKey(check) : JSON.stringify([check.host, passageOf(check)]);
}

function passageOf(check: Check): { transport: string; port: number | string | null } {
  switch (check.kind) {
    case 'icmp':
      return { transport: 'icmp', port: null };
    case 'rpc-dynamic':
      return { transport: 'tcp', port: `${check.range.first}-${check.range.last}` };
    case 'rpc-endpoint-mapper-udp':
      return { transport: 'udp', port: check.port };
    case 'revocation':
      return { transport: 'tcp', port: 80 };
    case 'domain': {
      const transport = check.service === 'dns' ? 'udp' : 'tcp';
      return { transport, port: DOMAIN_PORTS[check.service][0] ?? null };
    }
    case 'dns':
      return { transport: 'udp', port: check.port };
    default:
      return { transport: 'tcp', port: check.port };
  }
}

function holdsClient(end: RuleEnd, client: string): boolean {
  return holds(end, client, addressesOf(client)[0] ?? '');
}

function holds({ names, addresses }: RuleEnd, name: string, address: string): boolean {
  return addresses.length === 0
    ? names.includes(name)
    : addresses.some((block) => inBlock(block, address));
}

function inBlock(block: string, address: string): boolean {
  const one = ipaddr.parse(address);
  const [first = '', prefix] = block.split('/');
  const start = ipaddr.parse(first);
  if (one.kind() !== start.kind()) return false;
  return one.match(start, prefix === undefined ? start.toByteArray().length * 8 : Number(prefix));
}
