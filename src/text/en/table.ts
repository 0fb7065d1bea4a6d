import type { Method } from '../../catalogue/vocabulary.ts';
import type {
  HttpEvidence,
  Outcome,
  RpcDynamicEvidence,
  SmbEvidence,
} from '../../probe/observation.ts';
import type { EvidenceFacts } from '../../judge/facts.ts';
import type { Verdict } from '../../judge/vocabulary.ts';
import type { Headline, Remedy, TableTexts } from '../table.ts';
import { titleToName } from '../how-to-name.ts';
import { clients, grouped } from './numbers.ts';
import { COMMUNICATIONS, METHODS, PRODUCTS, VANTAGES } from './words.ts';

export const TABLE: TableTexts = {
  title: ({ product, communication, siteCode, from, joined = [from] }) =>
    `${PRODUCTS[product]}, ${COMMUNICATIONS[communication]}${siteCode === null ? '' : `, site ${siteCode}`}, seen from the ${joined.map((vantage) => VANTAGES[vantage]).join(' and the ')}`,
  headline: tellHeadline,
  notLookedAt: { one: 'not looked at from here', both: 'not looked at' },
  wasUnderWay: 'Under way when the run was stopped: nothing is proven for this client.',
  thisMachine: 'this machine',
  noAnswer: 'no answer: off, wrong address, or everything is dropped',
  clients,
  attempts: (count) => (count === 1 ? '1 attempt' : `${count} attempts`),
  flowsSeen: 'Flows looked at from here',
  flowsSeenFromBoth: 'Flows looked at, each from the end that opens it',
  why: (methods, verdict) =>
    verdict === 'degraded'
      ? `What makes ${nameList(methods)} worse`
      : `Why ${nameList(methods)} ${methods.length === 1 ? 'breaks' : 'break'}`,
  open: ({ title, transport, ports, from, hosts, fix }) =>
    `To open for ${title}: ${transport.toUpperCase()}${ports.length === 0 ? ' echo' : ` ${ports.join(', ')}`} from the ${VANTAGES[from]} to ${hosts.join(', ')}. ${fix}`,
  mend: (title, remedy) =>
    remedy === 'unresolved'
      ? `To mend: ${REMEDIES[remedy]}`
      : `To mend ${title}: ${REMEDIES[remedy]}`,
  instead: 'Instead',
  nothingInstead:
    'no other way to install the client is known to work (software distribution needs one that is installed): what blocks this one, or something else, blocks them too',
  alternative: (method, needs, verdict) =>
    `${METHODS[method]}${ALTERNATIVE_NOTES[verdict] ?? ''}${
      needs.length === 0 ? '' : `: needs ${needs.join(', ')}`
    }`,
  warnings: 'Worth knowing',
  leftToProve: (from) => `Left to prove, on the ${VANTAGES[from]}`,
  leftCommand: (from) => `Run this on the ${VANTAGES[from]}:`,
  leftMerge: (file) =>
    `ccm-preflight merge joins ${file} and this report, saved likewise, into whole verdicts.`,
  indirect: {
    one: 'Servers that clients will talk to, seen from here (proves nothing for a client)',
    both: 'Servers that clients will talk to, seen from the site server (proves nothing for a client)',
  },
  summary: 'Summary',
  noAnswerCount: (count) => `${clients(count)} did not answer at all, or had no address`,
  incomplete: 'Interrupted: this report is incomplete.',
  missing: (names) => `No whole report from ${names.join(', ')}: this report is incomplete.`,
  waited: (times, seconds) =>
    `What broke was checked again ${times === 1 ? 'once' : `${grouped(times)} times`}, for ${grouped(seconds)} s.`,
  listFailed: 'The list of clients could not be read on: this report is incomplete.',
  exitCode: (code) => `Exit code ${code}: ${EXIT_CODES[code] ?? 'unknown'}.`,
  nothingChecked:
    'Nothing was looked at: no flow of these methods starts here, or no server is named. Name the servers in a site file or by flags (--mp, --dp, --sup, …); see --help.',
  more: (id) => `More on a flow: ccm-preflight explain ${id}`,
  evidence: tellEvidence,
};

const ALTERNATIVE_NOTES: Partial<Record<Verdict, string>> = {
  unproven: ' (not proven yet)',
  degraded: ' (degraded, see above)',
};

/** What to do where no firewall is to blame. */
const REMEDIES: Record<Remedy, string> = {
  unresolved:
    'Give the name an address in DNS, or use the name that has one; no firewall is to blame.',
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
  return methods.map((method) => METHODS[method]).join(', ');
}

const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'nothing breaks',
  1: 'a method breaks',
  2: 'bad usage',
  3: 'nothing breaks, but something could not be proven from here (--strict)',
  4: 'the run itself failed',
  130: 'interrupted',
};

function tellHeadline(headline: Headline): string {
  const { verdict, here, broken, degraded, unclear, unnamed, elsewhere, from, ends } = headline;
  const fromHere = ends === 'one' ? ' from here' : '';
  const seen = ends === 'one' ? ' from here' : ' among the flows that were looked at';
  const method = METHODS[headline.method];
  if (verdict === 'not-applicable') {
    return `${method}: not applicable, ${headline.explanation.replace(/^Not applicable: |\.$/g, '')}`;
  }
  const other = from === 'site-server' ? 'client' : 'site server';
  const named =
    unnamed.length === 0
      ? ''
      : `; not named in the site: ${unnamed.map(({ title, hosts }) => titleToName(title, hosts)).join(', ')}`;
  const left = `${
    elsewhere.length === 0
      ? ''
      : `; ${flows(elsewhere.length)} to prove on the ${other}: ${elsewhere.join(', ')}`
  }${named}`;
  const worse = [
    ...(degraded.length === 0 ? [] : [`except for ${degraded.join(', ')}`]),
    ...(headline.warned === 'yes' ? ['see what is worth knowing'] : []),
  ].join('; ');
  if (verdict === 'works') return `${method} works: every flow that it needs is open`;
  if (verdict === 'degraded') return `${method} is degraded: it works, ${worse}`;
  switch (here) {
    case 'breaks':
      return `${method} breaks: ${broken.join(', ')}${left}`;
    case 'unproven':
      return unclear.length === 0
        ? `${method}: unproven${left}`
        : `${method}: unproven${fromHere}: ${unclear.join(', ')}${left}`;
    case 'degraded':
      return `${method}: nothing in the way${seen}, ${worse}${left}`;
    case 'works':
      return `${method}: nothing in the way${seen}${left}`;
    case 'not-applicable':
      return elsewhere.length === 0
        ? `${method}: unproven${left}`
        : `${method}: unproven, decided on the ${other} by ${flows(elsewhere.length)}: ${elsewhere.join(', ')}${named}`;
  }
}

function flows(count: number): string {
  return count === 1 ? '1 flow' : `${count} flows`;
}

function tellEvidence(evidence: EvidenceFacts, outcome: Outcome): string {
  if (!('kind' in evidence)) return '';
  switch (evidence.kind) {
    case 'rpc-endpoint-mapper-udp':
    case 'icmp':
      return '';
    case 'smb':
      return tellSmb(evidence);
    case 'rpc-endpoint-mapper':
      return evidence.lookup === 'denied'
        ? 'lookup denied'
        : evidence.entries === 0
          ? ''
          : evidence.entries === 1
            ? '1 endpoint'
            : `${evidence.entries} endpoints`;
    case 'rpc-dynamic':
      return tellDynamic(evidence);
    case 'http':
      return tellHttp(evidence, outcome);
  }
}

function tellSmb({ dialect, dnsComputerName, netbiosComputerName, protocol }: SmbEvidence): string {
  const name = dnsComputerName ?? netbiosComputerName;
  return [
    ...(protocol === null ? [] : [protocol === 'smb1' ? 'SMB1' : `SMB ${dialect ?? '2'}`]),
    ...(name === null ? [] : [`is ${name}`]),
  ].join(', ');
}

function tellDynamic({ tried }: RpcDynamicEvidence): string {
  if (tried.length === 0) return '';
  const open = tried.filter(({ outcome }) => outcome === 'open').length;
  return `${open} of ${tried.length} advertised ports accept`;
}

/** The server's name matters only where it serves the wrong page. */
function tellHttp({ status, reason, server, tls }: HttpEvidence, outcome: Outcome): string {
  return [
    ...(status === null ? [] : [`HTTP ${status}${reason === null ? '' : ` ${reason}`}`]),
    ...(server === null || outcome === 'open' ? [] : [server]),
    ...(tls?.protocol ? [tls.protocol] : []),
  ].join(', ');
}
