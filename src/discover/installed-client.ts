import { isIP } from 'node:net';
import { isGatewayAddress } from '../site/gateway.ts';
import { checkHost, checkPort } from '../site/host.ts';
import { clean } from '../base/clean.ts';
import type { Machine } from '../self/program.ts';
import { gatewayOf } from './gateway.ts';
import type { DiscoveryQuery, SourcedFact, FactSource, SiteFact } from './model.ts';
import { type RegistryValue, numberOf, queryKey, registryWords } from '../self/registry.ts';
import { productOfVersion } from './version.ts';

/** What the installed client and the update policy of a Windows machine say about the site. */
export interface FromRegistry {
  readonly findings: readonly SourcedFact[];
  readonly asked: readonly DiscoveryQuery[];
  readonly refused: number;
  /** The domain that this machine's name is in. */
  readonly domain: string | null;
}

type ValueReader = (value: RegistryValue) => Read;
/** The facts in a value; null where the value is not well-formed. */
type Read = readonly SiteFact[] | null;

/**
 * Values by key below HKLM\SOFTWARE\Microsoft. Inventory programs (GhostPack/Seatbelt, SCCMClient)
 * read `AssignedSiteCode`, `ProductVersion` and `LastValidMP`; Microsoft's portswitch.vbs writes
 * `HttpPort` and `HttpsPort`; `AllowedMPs` is Microsoft's management point affinity; `FSP\HostName`
 * is the assigned fallback status point. `CMGFQDNs` is by Microsoft's "Configure off-premises clients
 * for CMG"; `Internet MP Hostname` is what the client's control panel shows and sets.
 */
const CLIENT_VALUES: Readonly<Record<string, Readonly<Record<string, ValueReader>>>> = {
  [String.raw`SMS\Mobile Client`]: { assignedsitecode: siteCode, productversion: product },
  CCM: {
    httpport: (value) => portOf('http-port', value),
    httpsport: (value) => portOf('https-port', value),
    allowedmps: managementPoints,
    cmgfqdns: gateways,
  },
  [String.raw`SMS\Client\Internet Facing`]: { 'internet mp hostname': internetPoint },
  [String.raw`CCM\FSP`]: { hostname: fallbackStatusPoint },
  CCMSetup: { lastvalidmp: managementPoints },
};

/**
 * The client of Configuration Manager 2007 is a 32-bit program: on 64-bit Windows its keys are
 * under Wow6432Node.
 */
const SOFTWARE = [
  String.raw`HKLM\SOFTWARE\Microsoft`,
  String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft`,
];
/** Policy "Specify intranet Microsoft update service location" (WindowsUpdate.admx). */
const UPDATE_POLICY = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`;
const NAMES = String.raw`HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`;

const KEYS: readonly {
  readonly key: string;
  readonly read: Readonly<Record<string, ValueReader>>;
}[] = [
  ...SOFTWARE.flatMap((root) =>
    Object.entries(CLIENT_VALUES).map(([key, read]) => ({ key: `${root}\\${key}`, read })),
  ),
  { key: UPDATE_POLICY, read: { wuserver: softwareUpdatePoint } },
];

/** Reads this machine's registry, where it has one. Never rejects. */
export async function fromRegistry(machine: Machine, signal: AbortSignal): Promise<FromRegistry> {
  const findings: SourcedFact[] = [];
  const asked: DiscoveryQuery[] = [];
  let refused = 0;
  if (machine.platform !== 'win32') return { findings, asked, refused, domain: null };
  const [names, ...answers] = await Promise.all([
    queryKey(NAMES, machine, signal),
    ...KEYS.map(async ({ key, read }) => ({
      key,
      read,
      answer: await queryKey(key, machine, signal),
    })),
  ]);
  for (const { key, read, answer } of answers) {
    asked.push({
      of: { kind: 'registry', key },
      outcome: answer.kind,
      code: answer.kind === 'failed' ? answer.code : null,
    });
    if (answer.kind !== 'answered') continue;
    for (const value of answer.values) {
      const statements = value.data === '' ? [] : (read[value.name.toLowerCase()]?.(value) ?? null);
      if (statements === null) refused += Object.hasOwn(read, value.name.toLowerCase()) ? 1 : 0;
      const source: FactSource = { kind: 'registry', key, name: clean(value.name) };
      findings.push(...(statements ?? []).map((statement) => ({ ...statement, source })));
    }
  }
  const values = names.kind === 'answered' ? names.values : [];
  return { findings: distinct(findings), asked, refused, domain: domainOf(values) };
}

/** The 32-bit and the 64-bit view of the registry may show the same values. */
function distinct(findings: readonly SourcedFact[]): readonly SourcedFact[] {
  const keyOf = ({ source, ...statement }: SourcedFact): string =>
    `${JSON.stringify(statement)} ${source.kind === 'registry' ? source.name : ''}`;
  const left = new Set(findings.map(keyOf));
  return findings.filter((finding) => left.delete(keyOf(finding)));
}

function siteCode({ data }: RegistryValue): Read {
  return /^[a-z0-9]{3}$/iu.test(data) ? [{ what: 'site-code', value: data.toUpperCase() }] : null;
}

function product({ data }: RegistryValue): Read {
  const value = productOfVersion(data);
  return value === null ? null : [{ what: 'product', value, version: clean(data, 32) }];
}

function portOf(what: 'http-port' | 'https-port', said: RegistryValue): Read {
  const port = checkPort(String(numberOf(said) ?? ''));
  return 'problem' in port ? null : [{ what, value: port.value }];
}

/** Host names, or URLs such as http://mp01.contoso.com. */
function managementPoints(value: RegistryValue): Read {
  const hosts = registryWords(value).flatMap((word) => webHost(word) ?? []);
  return hosts.length === 0
    ? null
    : hosts.map(({ host, port }) => ({ what: 'management-point', value: host, port }));
}

function fallbackStatusPoint({ data }: RegistryValue): Read {
  const checked = checkHost(data);
  return 'problem' in checked ? null : [{ what: 'fallback-status-point', value: checked.value }];
}

/** Hosts, or URLs such as https://cmg.contoso.com. */
function gateways(value: RegistryValue): Read {
  const found = registryWords(value).flatMap((word) => gatewayOf(word));
  return found.length === 0 ? null : found;
}

/** The address of a gateway, not that of a management point which faces the internet itself. */
function internetPoint({ data }: RegistryValue): Read {
  if (!isGatewayAddress(data)) return [];
  const found = gatewayOf(data);
  return found.length === 0 ? null : found;
}

/** `http://sup01.contoso.com:8530`. */
function softwareUpdatePoint({ data }: RegistryValue): Read {
  const found = /^https?:/iu.test(data) ? webHost(data) : null;
  if (found === null || found.scheme === null) return null;
  const { host, scheme, port } = found;
  return [
    {
      what: 'software-update-point',
      value: host,
      scheme,
      port: port ?? (scheme === 'http' ? 80 : 443),
    },
  ];
}

interface WebHost {
  readonly scheme: 'http' | 'https' | null;
  readonly host: string;
  /** null for the scheme's default. */
  readonly port: number | null;
}

function webHost(word: string): WebHost | null {
  const hasScheme = /^https?:\/\//iu.test(word);
  const url = parseUrl(hasScheme ? word : `http://${word}`);
  if (url === null || url.username !== '') return null;
  const bare = url.hostname.replace(/^\[|\]$/gu, '');
  const checked = checkHost(isIP(bare) === 0 ? bare : bare.toLowerCase());
  if ('problem' in checked) return null;
  return {
    scheme: hasScheme ? (url.protocol === 'https:' ? 'https' : 'http') : null,
    host: checked.value,
    port: url.port === '' ? null : Number(url.port),
  };
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A domain that an administrator set outranks one from DHCP. */
function domainOf(values: readonly RegistryValue[]): string | null {
  for (const name of ['Domain', 'NV Domain', 'DhcpDomain']) {
    const data =
      values.find((value) => value.name.toLowerCase() === name.toLowerCase())?.data ?? '';
    if (data !== '' && 'value' in checkHost(data)) return data;
  }
  return null;
}
