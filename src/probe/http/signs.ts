import { cleanOrNull } from '../../base/clean.ts';
import { STAND_IN_SERVER } from '../stand-in.ts';

/** What headers and page show about who made an answer. */
export interface Signs {
  /**
   * Where IIS shows itself; `page` only if no header shows it. This tool's stand-ins count as IIS.
   */
  readonly iis: 'headers' | 'page' | 'none';
  /** The filter, proxy or portal whose own page this is, by a name that people know. */
  readonly filter: string | null;
  /** What relayed the answer, in its own words, cleaned. */
  readonly relay: string | null;
  /** The status with its sub-status, such as `403.4`, if the page names one. */
  readonly subStatus: string | null;
  /** `http-api`: the kernel's HTTP driver answered, because no site takes the request. */
  readonly answeredBy: 'http-api' | 'other';
}

/** Headers as Node.js gives them: names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * @param page the beginning of the body, one character a byte; empty where none was read
 */
export function signsOf(status: number, headers: Headers, page: string): Signs {
  return {
    iis: iisIn(headers) ? 'headers' : isPageOfIis(page) ? 'page' : 'none',
    filter: filterByStatus(status) ?? filterIn(headers) ?? filterOfPage(page),
    relay: relayIn(headers),
    subStatus: subStatusIn(status, page),
    answeredBy: isHttpApi(headers, page) ? 'http-api' : 'other',
  };
}

function textOf(headers: Headers, name: string): string {
  return [headers[name] ?? ''].flat().join(', ').toLowerCase();
}

// Signs of IIS

const IIS_SERVERS = ['microsoft-iis/', 'microsoft-httpapi/', STAND_IN_SERVER] as const;

/** Whether IIS itself sends this header, and not a proxy in front of it. */
function iisIn(headers: Headers): boolean {
  const server = textOf(headers, 'server');
  return (
    IIS_SERVERS.some((known) => server.startsWith(known)) ||
    textOf(headers, 'x-powered-by').includes('asp.net') ||
    schemesIn(textOf(headers, 'www-authenticate')).some(
      (scheme) => scheme === 'negotiate' || scheme === 'ntlm',
    )
  );
}

/**
 * The first word of each challenge. A parameter's value may contain a comma, but no scheme's name
 * does.
 */
function schemesIn(challenges: string): readonly string[] {
  return challenges.split(',').map((challenge) => challenge.trim().split(' ', 1)[0] ?? '');
}

/** Words in IIS's own pages that are the same in every language. */
const IIS_PAGE_WORDS = [
  'Internet Information Services',
  '<div class="content-container"><fieldset>',
  'IIS Web Core',
] as const;

function isPageOfIis(page: string): boolean {
  return (
    IIS_PAGE_WORDS.some((words) => page.includes(words)) ||
    /<title>[^<]{0,80}IIS \d/u.test(page) ||
    isPageOfHttpApi(page)
  );
}

/** HTTP.sys answers by itself if no site has the port, the host header or the address. */
function isHttpApi(headers: Headers, page: string): boolean {
  const server = textOf(headers, 'server');
  if (server.startsWith('microsoft-httpapi/')) return true;
  return server === '' && isPageOfHttpApi(page);
}

function isPageOfHttpApi(page: string): boolean {
  return /<hr><p>HTTP Error \d{3}\. /u.test(page);
}

/** `HTTP Error 403.4 - Forbidden`; in other languages only the words before the number differ. */
function subStatusIn(status: number, page: string): string | null {
  const numbers = Array.from(page.matchAll(/\b\d{3}\.\d{1,2}(?= - )/gu), ([number]) => number);
  return numbers.find((number) => number.startsWith(`${status}.`)) ?? null;
}

// Signs of a filter

function filterByStatus(status: number): string | null {
  if (status === 407) return 'proxy';
  // RFC 6585 6: network authentication required.
  return status === 511 ? 'captive portal' : null;
}

/** Beginnings of the Server header on filters' own pages, in lower case. */
const FILTER_SERVERS: readonly (readonly [begins: string, name: string])[] = [
  ['squid', 'Squid'],
  ['zscaler', 'Zscaler'],
  ['bluecoat', 'Blue Coat'],
  ['blue coat', 'Blue Coat'],
  ['proxysg', 'Blue Coat'],
  ['fortigate', 'FortiGate'],
  ['fortiproxy', 'FortiProxy'],
  ['fortiweb', 'FortiWeb'],
  ['fortinet', 'FortiGate'],
  ['mcafee', 'McAfee Web Gateway'],
  ['skyhigh', 'Skyhigh Secure Web Gateway'],
  ['forcepoint', 'Forcepoint'],
  ['websense', 'Websense'],
  ['ironport', 'Cisco Secure Web Appliance'],
  ['cisco-wsa', 'Cisco Secure Web Appliance'],
  ['barracuda', 'Barracuda'],
  ['sonicwall', 'SonicWall'],
  ['sophos', 'Sophos'],
  ['watchguard', 'WatchGuard'],
  ['checkpoint', 'Check Point'],
  ['check point', 'Check Point'],
  ['palo alto', 'Palo Alto Networks'],
  ['netskope', 'Netskope'],
  ['iboss', 'iboss'],
  ['untangle', 'Untangle'],
  ['smoothwall', 'Smoothwall'],
  ['kerio', 'Kerio Control'],
  ['mikrotik', 'MikroTik'],
  ['privoxy', 'Privoxy'],
  ['tinyproxy', 'Tinyproxy'],
  ['e2guardian', 'e2guardian'],
  ['dansguardian', 'DansGuardian'],
];

function filterIn(headers: Headers): string | null {
  const squid = cleanOrNull([headers['x-squid-error'] ?? ''].flat()[0], 64);
  if (squid !== null) return `Squid, ${squid}`;
  const server = textOf(headers, 'server');
  const [, known] = FILTER_SERVERS.find(([begins]) => server.startsWith(begins)) ?? [];
  if (known !== undefined) return known;
  return headers['proxy-authenticate'] === undefined ? null : 'proxy';
}

/**
 * Words on filters' pages, in lower case. Each is long enough, or a name odd enough, to occur on no
 * page of a site system.
 */
const FILTER_PAGES: readonly (readonly [words: string, name: string])[] = [
  ['zscaler', 'Zscaler'],
  ['fortiguard', 'FortiGate'],
  ['fortinet', 'FortiGate'],
  ['fortigate', 'FortiGate'],
  ['/fgtauth', 'FortiGate'],
  ['<title>web filter violation', 'FortiGate'],
  ['palo alto networks', 'Palo Alto Networks'],
  ['has been blocked in accordance with company policy', 'Palo Alto Networks'],
  ['<title>web page blocked', 'Palo Alto Networks'],
  ['<title>application blocked', 'Palo Alto Networks'],
  ['access denied (policy_denied)', 'Blue Coat'],
  ['denied because of its content categorization', 'Blue Coat'],
  ['blue coat systems', 'Blue Coat'],
  ['bluecoat', 'Blue Coat'],
  ['symantec web security', 'Symantec Web Security Service'],
  ['/mwg-internal/', 'McAfee Web Gateway'],
  ['mcafee web gateway', 'McAfee Web Gateway'],
  ['skyhigh secure web gateway', 'Skyhigh Secure Web Gateway'],
  ['(squid/', 'Squid'],
  ['squid-cache.org', 'Squid'],
  ['err_access_denied', 'Squid'],
  ['forcepoint', 'Forcepoint'],
  ['websense', 'Websense'],
  ['cisco umbrella', 'Cisco Umbrella'],
  ['opendns.com', 'Cisco Umbrella'],
  ['cisco web security', 'Cisco Secure Web Appliance'],
  ['cisco ironport', 'Cisco Secure Web Appliance'],
  ['usercheck', 'Check Point'],
  ['sonicwall', 'SonicWall'],
  ['has been blocked by the network administrator', 'SonicWall'],
  ['blocked by sophos', 'Sophos'],
  ['sophos utm', 'Sophos'],
  ['sophos firewall', 'Sophos'],
  ['watchguard', 'WatchGuard'],
  ['barracuda web', 'Barracuda'],
  ['barracuda networks', 'Barracuda'],
  ['netskope', 'Netskope'],
  ['untangle', 'Untangle'],
  ['smoothwall', 'Smoothwall'],
  ['kerio control', 'Kerio Control'],
  ['interscan web security', 'Trend Micro InterScan'],
  ['forefront tmg', 'Forefront TMG'],
  ['isa server denied', 'ISA Server'],
  ['request forbidden by administrative rules', 'HAProxy'],
  ['the requested url was rejected. please consult with your administrator', 'F5 BIG-IP'],
  ['incapsula incident id', 'Imperva'],
  ['e2guardian', 'e2guardian'],
  ['dansguardian', 'DansGuardian'],
  ['mikrotik hotspot', 'MikroTik'],
  ['wispaccessgatewayparam', 'captive portal'],
  ['captive portal', 'captive portal'],
];

function filterOfPage(page: string): string | null {
  const text = page.toLowerCase();
  const [, known] = FILTER_PAGES.find(([words]) => text.includes(words)) ?? [];
  return known ?? null;
}

// Signs of a relay

const RELAY_HEADERS = ['via', 'x-cache', 'x-cache-lookup', 'age'] as const;
const MAX_RELAY_LENGTH = 128;

function relayIn(headers: Headers): string | null {
  const name = RELAY_HEADERS.find((header) => headers[header] !== undefined);
  if (name === undefined) return null;
  const words = cleanOrNull([headers[name] ?? ''].flat().join(', '), MAX_RELAY_LENGTH);
  return words === null ? name : `${name}: ${words}`;
}
