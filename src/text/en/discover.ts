import type {
  CommunicationSign,
  DiscoveryQuery,
  Contradiction,
  FactKind,
  FactSource,
  NotAsked,
  NotTold,
} from '../../discover/model.ts';

const KINDS: Record<FactKind, string> = {
  'site-code': 'site code',
  product: 'product',
  communication: 'communication:',
  'management-point': 'management point',
  'http-port': 'HTTP port',
  'https-port': 'HTTPS port',
  'fallback-status-point': 'fallback status point',
  'software-update-point': 'software update point',
  'cloud-management-gateway': 'cloud management gateway',
};

const CODES: Readonly<Record<string, string>> = {
  BODY_TOO_LONG: 'its answer is far too long',
  HTTP_401: 'it asks for credentials (401)',
  HTTP_403: 'it refuses (403), for want of a client certificate perhaps',
  STAND_IN: 'a stand-in of listen keeps its place',
  NOT_MANAGEMENT_POINT: 'no management point answers there',
  NOT_MPLIST: 'its answer is no list of management points',
  NOT_MPKEYINFORMATION: 'its answer says nothing of its site',
};

export const DISCOVER = {
  formats: {
    site: 'a site file, what was found and from where as comments (default)',
    table: 'for people: what was found, and all that was asked',
    json: 'for programs',
  },
  /** The comment at the top of the site file. */
  head: 'What "found" lines say was found by ccm-preflight discover. Roles that nothing tells of (distribution points, as a rule) are yours to add.',
  title: 'Found',
  nothing: 'Nothing was found.',
  kinds: KINDS,
  source: tellSource,
  byVersion: (product: string, versions: readonly string[]) =>
    `${product} (by version ${versions.join(', ')})`,
  /** A value and its sources, as a comment. */
  found: (value: string, sources: readonly string[]) => `found: ${value}, ${sources.join('; ')}`,
  contradictions: 'Contradictions',
  contradiction: tellContradiction,
  asked: 'Asked',
  outcome: tellOutcome,
  /** Keys of the registry that are not there, which is usual. */
  absentKeys: (count: number) =>
    count === 1
      ? '1 key of the registry is not there'
      : `${count} keys of the registry are not there`,
  notAsked: {
    'dns-without-site-code': 'DNS was not asked: its records are by site code, see --site-code',
    'dns-without-domain': 'DNS was not asked: this computer has no domain, see --domain',
    'no-management-point': 'No management point was asked: none was found, see --mp',
  } satisfies Record<NotAsked, string>,
  refused: (count: number) =>
    count === 1
      ? '1 name or value was refused: nothing of a site could be called so'
      : `${count} names or values were refused: nothing of a site could be called so`,
  withoutAddress: (host: string) => `${host} has no address here`,
  /** What a management point shows of how clients talk to it; `found:` may stand before it. */
  signs: {
    'takes-http': 'plain HTTP is taken',
    'demands-https': 'HTTPS is demanded',
    'site-issued-certificate': "a certificate of the site's own issuer (enhanced HTTP)",
  } satisfies Record<CommunicationSign, string>,
  notTold: {
    'plain-or-enhanced':
      "Communication is not told: plain HTTP is taken with enhanced HTTP and without, and no certificate of the site's own issuer was seen. Say which it is.",
    'https-or-not':
      "Communication is not told: a management point answers over HTTPS, but neither demands it nor shows a certificate of the site's own issuer, and HTTP gave no answer here. Say which it is.",
    'points-differ':
      'Communication is not told: some of what was seen takes plain HTTP, and some demands HTTPS. Say which it is for the clients that you check.',
  } satisfies Record<NotTold, string>,
  interrupted: 'Stopped before everything was asked.',
  /** Nothing was found, so no file was written. */
  /** @param file null for standard output */
  notWritten: (file: string | null) =>
    file === null
      ? 'nothing was found, so there is no site file. Say where to look: --mp names a management point, --site-code and --domain the records of DNS to ask for; -o table tells what was asked'
      : `nothing was found: "${file}" is not written`,
  badServer: (text: string) =>
    `--dns: "${text}" is no address of a name server, such as 10.0.0.53 or [::1]:5353`,
  badSiteCode: (text: string) => `--site-code: "${text}" is no site code: three letters or digits`,
  badDomain: (text: string) => `--domain: "${text}" is no domain`,
  needsDiscover: (option: string) => `${option} says how to look for a site: add --discover`,
  fileTwice: 'the file named and -o site are one thing: say one of them',
};

function tellSource(source: FactSource): string {
  switch (source.kind) {
    case 'option':
      return source.option;
    case 'dns':
      return source.server === null
        ? `DNS record ${source.record}`
        : `DNS record ${source.record} (${source.server})`;
    case 'management-point':
      return `its own word, ${source.url}`;
    case 'management-point-list':
      return `list of ${source.url}`;
    case 'registry':
      return `registry, ${source.key}\\${source.name}`;
  }
}

function tellContradiction(what: Contradiction['what'], said: readonly string[]): string {
  const taken =
    what === 'http-port' || what === 'https-port' ? 'any of them' : 'the first is taken';
  return `${KINDS[what]}, ${taken}: ${said.join(' / ')}`;
}

function tellOutcome({ of, outcome, code }: DiscoveryQuery, why: string): string {
  const what =
    of.kind === 'dns' ? tellSource(of) : of.kind === 'registry' ? `registry, ${of.key}` : of.url;
  switch (outcome) {
    case 'answered':
      return what;
    case 'nothing':
      return code === null ? `${what}: there is none` : `${what}: ${CODES[code] ?? why}`;
    case 'failed':
      return `${what}: failed, ${CODES[code ?? ''] ?? why.replace('HTTP_', 'HTTP ')}`;
  }
}
