import type { HowSaid } from '../../site/site.ts';
import type { Communication, Product, Transport, Vantage } from '../../catalogue/vocabulary.ts';
import type { Outcome } from '../../probe/observation.ts';
import type { EndOfRule } from '../firewall.ts';
import { clients, grouped } from './numbers.ts';
import { OUTCOMES } from './outcomes.ts';
import { PRODUCTS, ROLES, VANTAGES, tellCommunication } from './words.ts';
import type { Passage } from '../texts.ts';

export const FIREWALL = {
  title: ({
    product,
    communication,
    communicationSaid,
    siteCode,
  }: {
    readonly product: Product;
    readonly communication: Communication;
    readonly communicationSaid: HowSaid;
    readonly siteCode: string | null;
  }) =>
    `Firewall rules, ${PRODUCTS[product]}, ${tellCommunication(communication, communicationSaid)}${siteCode === null ? '' : `, site ${siteCode}`}`,
  /** How to read the list. */
  note: {
    seen: 'A rule for each passage that was seen to be blocked, and for the dynamic ports behind a blocked endpoint mapper, from the end that opens the connection; answers come back by the same connection. Addresses stand for the computers that need the rule and for no other.',
    planned:
      'A rule for each passage that the methods need, from the end that opens the connection; answers come back by the same connection. Nothing was looked at: some may be open already.',
  },
  sections: {
    required: (rules: number) => `Required, for without them a method breaks: ${count(rules)}`,
    helpful: (rules: number) => `Helpful, for without them a method works worse: ${count(rules)}`,
  },
  headings: {
    groups: 'Groups of addresses that several rules share',
    elsewhere: "Not a firewall's matter",
    untold: 'Not proposed, because it could not be told',
    other: 'Not proposed',
    documents: 'Sources',
  },
  labels: {
    location: 'Boundary group',
    from: 'From',
    to: 'To',
    methods: 'For',
    purpose: 'Purpose',
    seen: 'Seen',
    source: 'Source',
  },
  /** A list of addresses that several rules share. */
  group: (letter: string) => `Group ${letter}`,
  /** `TCP 445`, `ICMP echo request`. */
  protocol: (transport: Transport, ports: readonly (number | string)[]) =>
    transport === 'icmp'
      ? 'ICMP echo request (type 8; ICMPv6 type 128)'
      : `${transport.toUpperCase()} ${ports.join(' or ')}`,
  end: tellEnd,
  /** Several ports of which one is enough. */
  anyOne: 'One of these ports is enough: the one that the server listens on.',
  /** Several servers of which one is enough. @param others than that of the rule */
  anyServer: (others: readonly string[]) =>
    `One server is enough, this or ${others.join(' or ')}; the others give redundancy.`,
  seen: (outcome: Outcome, count: number) => `${OUTCOMES[outcome]} (${clients(count)})`,
  /** The ports behind a closed endpoint mapper. */
  unseen: (count: number) =>
    `could not be looked at while the endpoint mapper is closed (${clients(count)})`,
  /** Added to rules for refused connections. */
  refused:
    'A refusal comes from a firewall that rejects, or from a computer where nothing listens: look at the service first.',
  nothing: {
    seen: 'No rule is proposed: nothing that was looked at is blocked in a way that a firewall explains.',
    planned:
      'No rule is needed: these methods need no passage to a server or client that is named.',
  },
  /** The same where flows are left out, because they are expected to be closed. */
  nothingElse: {
    seen: 'No rule is proposed: besides what is left out, nothing that was looked at is blocked in a way that a firewall explains.',
    planned:
      'No rule is needed: besides what is left out, these methods need no passage to a server or client that is named.',
  },
  /** What was seen of one flow at a server, or at the clients themselves. */
  remark: ({
    title,
    server,
    outcome,
    clients: count,
    names,
  }: {
    readonly title: string;
    readonly server: string | null;
    readonly outcome: Outcome;
    readonly clients: number;
    readonly names: readonly string[];
  }) =>
    `${title}${server === null ? '' : `, ${server}`}: ${OUTCOMES[outcome]}, ${clients(count)}${listed(names, count)}`,
  /**
   * Clients for which nothing is proposed; `unknown`: nothing was sent to them, or sending failed.
   */
  left: {
    'no-answer': (count: number, names: readonly string[]) =>
      left(count, 'did not answer at all: off, wrong address, or everything is dropped', names),
    'no-address': (count: number, names: readonly string[]) =>
      left(count, 'without an address: no firewall is to blame', names),
    interrupted: (count: number, names: readonly string[]) =>
      left(count, 'not looked at to the end: the run was stopped', names),
    unknown: (count: number, names: readonly string[]) =>
      left(count, 'could not be asked by this machine', names),
  },
  notLookedAt: (from: Vantage, titles: readonly string[]) =>
    `Not looked at, because the ${VANTAGES[from]} opens them: ${titles.join(', ')}`,
  byHand: (titles: readonly string[]) =>
    `No probe can tell, so look at them by hand ("plan -o firewall" has them as rules): ${titles.join(', ')}`,
  notNamed: (titles: readonly string[]) => `The site does not say where: ${titles.join(', ')}`,
};

function left(count: number, said: string, names: readonly string[]): string {
  return `${clients(count)} ${said}${listed(names, count)}`;
}

function count(rules: number): string {
  return rules === 1 ? '1 rule' : `${grouped(rules)} rules`;
}

function tellEnd({ roles, names, clients: count }: EndOfRule): string {
  if (count !== null)
    return count === 1 && names.length === 1 ? `client ${names[0]}` : clients(count);
  if (roles.includes('client')) return 'every client';
  const role = roles.map((each) => ROLES[each]).join(', ');
  return [role, ...names].join(' ');
}

function listed(names: readonly string[], count: number): string {
  const more = count - names.length;
  return names.length === 0
    ? ''
    : `: ${names.join(', ')}${more === 0 ? '' : ` and ${grouped(more)} more`}`;
}

/** What to open on firewalls in between. */
export function tellPassage({ transport, ports, from, to }: Passage): string {
  const what =
    transport === 'icmp'
      ? 'ICMP echo request, and its reply back,'
      : `${transport.toUpperCase()} ${ports.join(', ')}`;
  return `On every firewall between: ${what} from the ${VANTAGES[from]} to the ${ROLES[to]}.`;
}
