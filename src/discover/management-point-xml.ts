import { type XmlElement, elementsOf, parseXml } from './xml.ts';

/** A management point as named in a list or by itself, not yet checked. */
export interface NamedPoint {
  readonly name: string;
  readonly siteCode: string | null;
  /** The build number of its version: 9128 in 5.00.9128. */
  readonly build: number | null;
  /** Over what clients reach it; null where the list does not tell. */
  readonly reachedOver: 'http' | 'https' | null;
}

/** More than any site has. */
export const MAX_POINTS = 64;
/** The longest text that is looked at as a name. */
const MAX_WORD = 256;

/**
 * The management points of `<MPList><MP Name="MP01"
 * FQDN="mp01.contoso.com"><Version>9128</Version>…`; the full name is preferred. Some versions have
 * a `SiteCode`, and some use elements for attributes.
 * @returns null where the text is not a list
 */
export function readManagementPointList(
  text: string,
): { readonly points: readonly NamedPoint[]; readonly leftOut: number } | null {
  const list = firstNamed(parseXml(text), 'mplist');
  if (list === null) return null;
  const parts = [...elementsOf(list)].filter(({ name }) => name === 'mp');
  const points = parts.slice(0, MAX_POINTS).flatMap((part) => {
    const name = wordOf(part, 'fqdn') ?? wordOf(part, 'name');
    if (name === null) return [];
    const build = /^\d{3,5}$/u.exec(wordOf(part, 'version') ?? '')?.[0];
    return [
      {
        name,
        siteCode: wordOf(part, 'sitecode'),
        build: build === undefined ? null : Number(build),
        reachedOver: reachedOver(part),
      },
    ];
  });
  return { points, leftOut: parts.length - points.length };
}

/**
 * `SSLState` among the capabilities: 0 where plain HTTP is taken, with or without enhanced HTTP, 31 and
 * 63 (with a check of revocation) where HTTPS is demanded. No documentation has it; so it stands beside
 * the protocol of each address in the logs that Microsoft's troubleshooting pages quote.
 */
const SSL_STATES: Readonly<Record<string, 'http' | 'https'>> = {
  '0': 'http',
  '31': 'https',
  '63': 'https',
};

function reachedOver(part: XmlElement): NamedPoint['reachedOver'] {
  const state = [...elementsOf(part)].find(
    ({ name, attributes }) =>
      name === 'property' && attributes.get('name')?.toLowerCase() === 'sslstate',
  );
  return SSL_STATES[state?.attributes.get('value') ?? ''] ?? null;
}

/**
 * Name and site code from
 * `<MPKEYINFORMATION><FQDN>mp01.contoso.com</FQDN><SITECODE>S01</SITECODE>…`.
 * @returns null where it has neither
 */
export function readKeyInformation(
  text: string,
): { readonly name: string | null; readonly siteCode: string | null } | null {
  const root = parseXml(text);
  if (root === null) return null;
  const name = wordOf(root, 'fqdn');
  const siteCode = wordOf(root, 'sitecode');
  return name === null && siteCode === null ? null : { name, siteCode };
}

/** An attribute of the element, or the first element of that name in it. */
function wordOf(element: XmlElement, name: string): string | null {
  const said = element.attributes.get(name) ?? firstNamed(element, name)?.text;
  const word = said?.trim() ?? '';
  return word.length <= MAX_WORD && /^[^"'<>&]+$/u.test(word) ? word : null;
}

function firstNamed(element: XmlElement | null, name: string): XmlElement | null {
  if (element === null) return null;
  for (const inner of elementsOf(element)) if (inner.name === name) return inner;
  return null;
}
