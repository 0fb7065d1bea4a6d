import { isOwnId } from '../../catalogue/flow.ts';
import type { Doubt } from '../../judge/readiness.ts';
import type { Remedy } from '../../judge/remedy.ts';
import type { HowSaid } from '../../site/site.ts';
import type { Method, Product, Communication, Vantage } from '../../catalogue/vocabulary.ts';
import type { Verdict } from '../../judge/vocabulary.ts';
import type { DaysApart, Opening } from '../table.ts';
import { clients, grouped } from './numbers.ts';
import { methodName, PRODUCTS, VANTAGES, tellCommunication } from './words.ts';

export const TABLE = {
  title: ({
    product,
    communication,
    communicationSaid,
    siteCode,
    from,
    joined = [from],
    standsFor,
  }: {
    readonly product: Product;
    readonly communication: Communication;
    readonly communicationSaid: HowSaid;
    readonly siteCode: string | null;
    readonly from: Vantage;
    /** Both ends, where reports were joined. */
    readonly joined?: readonly Vantage[];
    /** The client that another computer was looked from for. */
    readonly standsFor?: string;
  }) =>
    `${PRODUCTS[product]}, ${tellCommunication(communication, communicationSaid)}${siteCode === null ? '' : `, site ${siteCode}`}, ${standsFor === undefined ? `seen from the ${joined.map((vantage) => VANTAGES[vantage]).join(' and the ')}` : `seen from another computer in place of ${standsFor}`}`,
  /**
   * The first line of a method, in clauses that `clauses` joins: what is known, then what is left.
   * `one`: over what this end can prove; `both`: over what either of two ends has looked at.
   */
  headline: {
    notApplicable: (method: Method, reason: string) =>
      `${methodName(method)}: not applicable, ${reason}`,
    works: (method: Method) => `${methodName(method)} works: every flow that it needs is open`,
    /** Something that it does without was not looked at, as `notSeen` says. */
    worksWithout: (method: Method) =>
      `${methodName(method)} works: every flow that it can't do without is open`,
    notSeen: (titles: readonly string[]) => `not looked at: ${titles.join(', ')}`,
    /** @param but what `exceptFor` and `seeWarnings` say */
    degraded: (method: Method, but: string) =>
      `${methodName(method)} is degraded: it works, ${but}`,
    breaks: (method: Method, titles: readonly string[]) =>
      `${methodName(method)} breaks: ${titles.join(', ')}`,
    unproven: (method: Method) => `${methodName(method)}: unproven`,
    /** Flows that could not be proven though this is the right end. */
    unclear: {
      one: (method: Method, titles: readonly string[]) =>
        `${methodName(method)}: unproven from here: ${titles.join(', ')}`,
      both: (method: Method, titles: readonly string[]) =>
        `${methodName(method)}: unproven: ${titles.join(', ')}`,
    },
    /** Nothing is in the way of what this end can prove. */
    ready: {
      one: (method: Method) => `${methodName(method)}: ready from here`,
      both: (method: Method) => `${methodName(method)}: ready as far as was looked at`,
    },
    readyBut: {
      one: (method: Method, but: string) => `${methodName(method)}: ready from here, ${but}`,
      both: (method: Method, but: string) =>
        `${methodName(method)}: ready as far as was looked at, ${but}`,
    },
    /** @param why what `doubts` says, and what is worse besides */
    doubtful: {
      one: (method: Method, why: string) =>
        `${methodName(method)}: doubtful from here, nothing is blocked but it is likely to hang or fail: ${why}`,
      both: (method: Method, why: string) =>
        `${methodName(method)}: doubtful, nothing is blocked but it is likely to hang or fail: ${why}`,
    },
    doubts: {
      'path-mtu': 'full-size packets do not pass',
      'address-translation': 'the address is translated on the way',
      'verb-blocked': 'what BITS asks for is stopped',
    } satisfies Record<Doubt['code'], string>,
    decidedOn: (method: Method, end: Vantage, titles: readonly string[]) =>
      `${methodName(method)}: unproven, decided on the ${VANTAGES[end]} by ${flows(titles.length)}: ${titles.join(', ')}`,
    exceptFor: (titles: readonly string[]) => `except for ${titles.join(', ')}`,
    seeWarnings: 'see what is worth knowing',
    toProveOn: (end: Vantage, titles: readonly string[]) =>
      `${flows(titles.length)} to prove on the ${VANTAGES[end]}: ${titles.join(', ')}`,
    byHand: (titles: readonly string[]) => `to look at by hand: ${titles.join(', ')}`,
    notNamed: (titles: readonly string[]) => `not named in the site: ${titles.join(', ')}`,
  },
  /**
   * Beside a method with no checked flow: `one`, from this end; `both`, in joined reports, from
   * either end.
   */
  notLookedAt: { one: 'not looked at from here', both: 'not looked at' },
  /** Beside a client that was being checked when the run was stopped. */
  wasUnderWay: 'Under way when the run was stopped: nothing is proven for this client.',
  thisMachine: 'this machine',
  noAnswer: 'no answer: off, wrong address, or everything is dropped',
  clients,
  attempts: (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`),
  flowsSeen: 'Flows looked at from here',
  /** In joined reports. */
  flowsSeenFromBoth: 'Flows looked at, each from the end that opens it',
  why: (methods: readonly Method[], verdict: 'breaks' | 'degraded') =>
    verdict === 'degraded'
      ? `What makes ${nameList(methods)} worse`
      : `Why ${nameList(methods)} ${methods.length === 1 ? 'breaks' : 'break'}`,
  /** What to ask the firewall's owner for. */
  open: ({ title, transport, ports, from, hosts, fix }: Opening) =>
    `To open for ${title}: ${transport.toUpperCase()}${ports.length === 0 ? ' echo' : ` ${ports.join(', ')}`} from the ${VANTAGES[from]} to ${hosts.join(', ')}. ${fix}`,
  /** The same where the connection was refused: what to look at before a firewall is asked for. */
  refused: ({ title, transport, ports, hosts }: Omit<Opening, 'fix'>) =>
    `To mend ${title}: nothing listens on ${transport.toUpperCase()} ${ports.join(', ')} of ${hosts.join(', ')} (is the service running?), or a firewall in between rejects it; Windows Firewall drops and never refuses.`,
  /** What to mend where something answered, or the name has no address. */
  /** Where a client is. @param groups one at least */
  location: (groups: readonly string[]) =>
    `In ${groups.length === 1 ? 'boundary group' : 'boundary groups'} ${groups.join(', ')}.`,
  locationUnknown:
    'No address of this client is known, and so no boundary group: it is judged by all servers of the site.',
  mend: (title: string, remedy: Remedy) =>
    remedy === 'unresolved'
      ? `To mend: ${REMEDIES[remedy]}`
      : `To mend ${title}: ${REMEDIES[remedy]}`,
  /** Above the other ways. */
  instead: 'Instead:',
  nothingInstead:
    'Instead: of the methods that were asked for, no other way to install the client is known to work (software distribution needs one that is installed).',
  /** A line for each method that does not break, with what it needs. */
  alternative: (method: Method, needs: readonly string[], verdict: Verdict) =>
    `${methodName(method)}${ALTERNATIVE_NOTES[verdict] ?? ''}${
      needs.length === 0 ? '' : `: needs ${needs.join(', ')}`
    }`,
  warnings: 'Worth knowing',
  leftToProve: (from: Vantage) => `Left to prove, on the ${VANTAGES[from]}`,
  leftCommand: (from: Vantage) => `Run this on the ${VANTAGES[from]}:`,
  /** What to do with what the command saves. */
  leftMerge: (file: string) =>
    `ccm-preflight merge joins ${file} and this report, saved likewise, into whole verdicts.`,
  indirect: {
    one: 'Servers that clients will talk to, seen from here (proves nothing for a client)',
    both: 'Servers that clients will talk to, seen from the site server (proves nothing for a client)',
  },
  summary: 'Summary',
  /** Clients that gave no answer, or have no address to ask. */
  /** Above the command that does so. */
  checkAgain: 'Check again what failed',
  noAnswerCount: (count: number) => `${clients(count)} did not answer at all, or had no address`,
  incomplete: 'Interrupted: this report is incomplete.',
  /** In a joined report: the machines that should have given one. */
  missing: (names: readonly string[]) =>
    `No whole report from ${names.join(', ')}: this report is incomplete.`,
  /** Where another computer was looked from in a client's place. */
  standIn: (client: string) =>
    `This is no report of ${client}'s own: it was made on another computer, and what ${client} alone has (its Windows Firewall, proxy, hosts file and certificates) was not looked at. ccm-preflight merge does not take it for ${client}'s own proof.`,
  /** In a joined report: clients of which one report is over a day older than another. */
  apart: ({ clients: count, days, names }: DaysApart) =>
    `Of ${clients(count)} one report is over a day older than the other (up to ${grouped(days)} ${days === 1 ? 'day' : 'days'}): ${names.join(', ')}${names.length < count ? ', …' : ''}. What the older one saw may have changed since.`,
  /** Where a run looked again at what broke. */
  waited: (times: number, seconds: number) =>
    `What broke was checked again ${times === 1 ? 'once' : `${grouped(times)} times`}, for ${grouped(seconds)} s.`,
  listFailed: 'The list of clients could not be read on: this report is incomplete.',
  exitCode: (code: number) => `Exit code ${code}: ${EXIT_CODES[code] ?? 'unknown'}.`,
  /** No flow could be looked at from this end. */
  nothingChecked:
    'Nothing was looked at: no flow of these methods starts here, or no server is named. Name the servers in a site file or by flags (--mp, --dp, --sup, …); see --help.',
  /** Where more is told of a requirement. */
  more: (id: string) =>
    `More on a flow: ccm-preflight explain ${id}${isOwnId(id) ? ' --catalogue FILE' : ''}`,
  /** What an answer showed, in a few words. */
  evidence: {
    records: (count: number) => `${count} ${count === 1 ? 'record' : 'records'}`,
    overTcpAlone: 'it answers over TCP',
    ofDomain: (domain: string) => `of ${domain}`,
    /** What became of the endpoint mapper's list. */
    lists: {
      partial: 'its list was cut short',
      denied: 'lookup denied',
      failed: 'its list did not come',
      'not-asked': 'its list was not asked for',
    },
    endpoints: (count: number) => (count === 1 ? '1 endpoint' : `${count} endpoints`),
    isNamed: (name: string) => `is ${name}`,
    answering: (open: number, advertised: number, ports: readonly number[]) =>
      `${open} of ${advertised} advertised ports ${open === 1 ? 'answers' : 'answer'}${ports.length === 0 ? '' : ` (${ports.join(', ')})`}`,
    triedOf: (tried: number) => `${tried} tried`,
    notWaitedFor: (left: number) => `${left} not waited for`,
  },
};

const ALTERNATIVE_NOTES: Partial<Record<Verdict, string>> = {
  unproven: ' (not proven yet)',
  degraded: ' (degraded, see above)',
};

/** What to do where no firewall is to blame. */
const REMEDIES: Record<Remedy, string> = {
  unresolved:
    'Give the name an address in DNS, or use the name that has one; no firewall is to blame.',
  'service-record':
    'Have the domain controllers register their records in the zone that the clients ask (restart Netlogon, or nltest /dsregdns), take out records of those that are gone, and give the clients the name servers of the domain; no firewall is to blame.',
  silent:
    'The port is open but the service behind it hangs, or a proxy in between swallows the answer: restart the service, look at what stands between.',
  'wrong-service':
    'The port is open but something else listens there: look for a proxy, a port that was moved, or a web site that was replaced.',
  'wrong-host':
    'Remove the stale DNS record (and have the client register its own), or ask for the right computer.',
  unhealthy: 'The port is open and the service is there but ill: mend it on the server.',
  certificate:
    'The port is open; renew the certificate on the server, for the name that clients use, from a CA that they trust.',
};

function nameList(methods: readonly Method[]): string {
  return methods.map((method) => methodName(method)).join(', ');
}

const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'nothing breaks',
  1: 'a method breaks',
  2: 'bad usage',
  3: 'nothing breaks, but no client is ready, or too much could not be proven from here',
  4: 'the run itself failed',
  130: 'interrupted',
};

function flows(count: number): string {
  return count === 1 ? '1 flow' : `${count} flows`;
}
