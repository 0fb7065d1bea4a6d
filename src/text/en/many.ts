import type { Method } from '../../catalogue/vocabulary.ts';
import type { Effect, Verdict } from '../../judge/vocabulary.ts';
import type { WarningCode } from '../../judge/warning.ts';
import type { LocationName, NamesOfMany, ObstacleHeadline, PlaceOfMany } from '../many.ts';
import { clients, grouped } from './numbers.ts';
import { READINESS, VERDICTS } from './outcomes.ts';
import { methodName } from './words.ts';

export const MANY = {
  /**
   * `verdict`: over all flows; `here`: over those that this end can prove; `lookedAt`: the same in
   * joined reports.
   */
  columns: {
    method: '',
    verdict: 'all flows',
    here: 'flows seen from here',
    lookedAt: 'flows looked at',
  },
  /** @param noAnswer how many of them did not answer at all */
  verdict: (verdict: Verdict, count: number, noAnswer: number) =>
    `${grouped(count)} ${VERDICTS[verdict]}${noAnswer === 0 ? '' : ` (${grouped(noAnswer)} of them without an answer)`}`,
  readiness: (readiness: 'ready' | 'doubtful', count: number) =>
    `${grouped(count)} ${READINESS[readiness]}`,
  /** Counts clients none of whose flows was looked at: by this end, or in joined reports by either. */
  notLookedAt: {
    one: (count: number) => `${grouped(count)} not looked at from here`,
    both: (count: number) => `${grouped(count)} not looked at`,
  },
  underWay: (count: number) =>
    `${clients(count)} ${count === 1 ? 'was' : 'were'} under way when the run was stopped; --resume looks at ${count === 1 ? 'it' : 'them'} again.`,
  noAnswer: (count: number) =>
    `${clients(count)} did not answer at all: off, wrong address, or everything is dropped`,
  noAddress: (count: number) => `${clients(count)} ${count === 1 ? 'has' : 'have'} no address`,
  /** Above the names of those that a method may be run on, and of those in doubt. */
  named: {
    ready: {
      one: (method: Method, count: number) =>
        `Ready for ${methodName(method)}, as far as can be seen from here: ${clients(count)}`,
      both: (method: Method, count: number) =>
        `Ready for ${methodName(method)}, as far as was looked at: ${clients(count)}`,
    },
    /** @param see the heading under which the reason stands */
    doubtful: (method: Method, count: number, see: string) =>
      `Doubtful for ${methodName(method)}, nothing is blocked but it is likely to hang or fail (see "${see}"): ${clients(count)}`,
  },
  /** Behind the first names of many. */
  allReady: 'all of them, a name a line: -o ready=FILE',
  /** Above what leaves methods unproven. */
  unclear: 'What could not be proven, most frequent first',
  /** Above the obstacles of clients that answer. */
  obstacles:
    'What is in the way of clients that answer: first what breaks a method, most frequent first',
  obstacle: tellObstacle,
  /** For a site with boundary groups: the state at each location. */
  locations: {
    /** @param method the only one that was looked at */
    title: (method: Method | null) =>
      `By location (boundary groups)${method === null ? '' : `, ${methodName(method)}`}: most blocked first`,
    columns: { location: 'boundary groups', clients: 'clients', inTheWay: 'in the way there' },
    name: tellLocation,
    /** Nothing that was seen is in the way. */
    nothing: 'nothing',
    /** Behind the obstacles that are told. */
    moreObstacles: (count: number) => `and ${grouped(count)} more`,
    /** Behind the locations that are told. @param free how many of the others have nothing in the way */
    more: (count: number, people: number, free: number) =>
      `And ${grouped(count)} more ${count === 1 ? 'location' : 'locations'} (${clients(people)}), of which ${grouped(free)} ${free === 1 ? 'has' : 'have'} nothing in the way. Where each client is: -o clients=FILE`,
  },
  effect: (effect: Effect, methods: readonly Method[]) =>
    EFFECTS[effect](methods.map((method: Method) => methodName(method)).join(', ')),
  /** @param compared what `of` counts: clients that answer, or all that were asked */
  place: tellPlace,
  elsewhere: (count: number) => `elsewhere: ${grouped(count)}`,
  first,
  /** The clients to open a port to, when a few subnets can't name them. */
  theseClients: (count: number) => (count === 1 ? 'this client' : `these ${clients(count)}`),
  /** Clients of a subnet; nothing needs to be opened to its other clients. */
  clientsIn: (subnet: string, count: number) => `${clients(count)} in ${subnet}`,
  /** Added after the places that are named. */
  clientsElsewhere: (count: number) => `${clients(count)} elsewhere`,
  /** Added after what to open: where to find the clients' addresses. */
  exactly: 'The addresses of exactly these clients: -o firewall.',
  insteadOf: (method: Method) => `Instead of ${methodName(method)}, where it breaks`,
  alternative: (method: Method, verdict: Verdict, count: number) =>
    `${methodName(method)}${ALTERNATIVE_NOTES[verdict] ?? ''}: ${clients(count)}`,
  nothingInstead: (count: number) =>
    `no other way to install the client is known to work: ${clients(count)}`,
  warning: (code: WarningCode, names: NamesOfMany) =>
    `${WARNINGS[code]}: ${clients(names.clients)} (${first(names)})`,
  /** @param places files and other outputs that list every client; may be empty */
  fullList: (places: readonly string[]) =>
    places.length === 0
      ? 'To have every client with all that was seen, ask for a file: -o ndjson=FILE'
      : `Every client with all that was seen: ${places.join(', ')}`,
  /** Where the full list goes, if not to a file. */
  standardOutput: 'standard output',
};

const EFFECTS: Record<Effect, (methods: string) => string> = {
  breaks: (methods) => `Breaks ${methods}.`,
  degraded: (methods) => `Makes ${methods} worse.`,
  unproven: (methods) => `Leaves ${methods} unproven.`,
};

const ALTERNATIVE_NOTES: Partial<Record<Verdict, string>> = {
  unproven: ' (not proven yet)',
  degraded: ' (degraded)',
};

const WARNINGS: Record<WarningCode, string> = {
  'clock-skew': 'the clock is over 5 minutes off, so the push account may be refused',
  'smb1-only': "speaks only SMB1, which today's Windows servers have switched off",
  'address-translation':
    'reached at an address that it does not know for its own: DCOM, and so WMI, does not cross address translation',
  'short-name-differs':
    'the short name has another address than the full name, or none: the push tries both',
  'unknown-issuer':
    "a server's certificate does not chain to a CA that this tool knows: give yours with --ca",
  'path-mtu':
    'full-size packets do not pass in a direction, small ones do: copies over this path will hang',
  'dynamic-partly': "the print spooler's port is silent, while another dynamic port answers",
  'verb-blocked': 'a server answers GET, but not what BITS needs to fetch content',
  'verb-refused': 'a server answers GET, but turns another request of the installation down itself',
  'communication-differs':
    'a management point answers as in a site of another communication than was said',
  relayed: "a server's answer was passed on by a relay",
  'incomplete-chain': 'a server does not send the intermediate certificate; Windows can fetch it',
  'client-certificate':
    'a server asks for a client certificate; whether the client has one was not checked',
  'proxy-ignored': 'the environment names a proxy, which is not used here',
  'server-name': 'a server calls itself by another name: fine for an alias, a cluster or DFS',
  'http-404': 'a web server is reached, but its virtual folder was not found (404)',
  'legacy-tls': "a server negotiates TLS that today's clients have switched off",
  'no-boundary-group':
    'in no boundary group, so that content is offered by the default group, or not at all',
  'boundary-group-without': 'its boundary groups lead to no server of a role',
  'service-record':
    'DNS names a server for a service of the domain that it does not offer, while another does',
  'stand-in':
    'ccm-preflight listen answers in place of a role: the way is open, the role is not looked at',
};

function tellObstacle({
  title,
  transport,
  ports,
  seen,
  clients: count,
  where,
}: ObstacleHeadline): string {
  const port = ports.length === 0 ? '' : ` (${transport.toUpperCase()} ${ports.join(', ')})`;
  const place =
    where === null
      ? ''
      : where.share === 'all'
        ? `, all in ${where.subnet}`
        : `, mostly ${where.subnet}`;
  return `${title}${port}, ${seen.join(', ')}: ${clients(count)}${place}`;
}

function tellLocation(name: LocationName): string {
  switch (name.kind) {
    case 'groups':
      return name.groups.join(', ');
    case 'outside':
      return 'in no boundary group';
    case 'unknown':
      return 'not known (no address)';
    case 'others':
      return 'all other locations';
  }
}

function tellPlace(
  { place, clients: count, of, ...rest }: PlaceOfMany,
  compared: 'answering' | 'asked',
): string {
  const whole = compared === 'answering' ? 'that answer there' : 'there';
  const share =
    of === null
      ? grouped(count)
      : of === count
        ? `all ${grouped(of)} ${whole}`
        : `${grouped(count)} of ${grouped(of)} ${whole}`;
  return `${place}: ${share} (${first({ ...rest, clients: count })})`;
}

function first({ names, clients: count }: NamesOfMany): string {
  return `${names.join(', ')}${names.length < count ? ', …' : ''}`;
}
