/** A management point as a list or its own word names it; nothing is checked yet. */
export interface NamedPoint {
  readonly name: string;
  readonly siteCode: string | null;
  /** The middle of its version: 9128 of 5.00.9128. */
  readonly build: number | null;
}

/** A site has fewer; a list of more is none. */
export const MAX_POINTS = 64;
/** Characters of a name, before it is known to be none. */
const MAX_WORD = 256;
const MAX_TAG = 2048;

/**
 * The management points of `<MPList><MP Name="MP01" FQDN="mp01.contoso.com"><Version>9128</Version>…`;
 * the full name is preferred. Some versions say `SiteCode` too, and some have elements for attributes.
 * Only what is sought is read: a document from a stranger gets no parser that knows entities.
 * @returns null where it is no list
 */
export function readManagementPointList(
  text: string,
): { readonly points: readonly NamedPoint[]; readonly leftOut: number } | null {
  if (!/<MPList[\s/>]/iu.test(text)) return null;
  const [, ...parts] = text.split(/<MP(?=[\s>])/iu);
  const points = parts.slice(0, MAX_POINTS).flatMap((part) => {
    const name = wordOf(part, 'FQDN') ?? wordOf(part, 'Name');
    if (name === null) return [];
    const build = /^\d{3,5}$/u.exec(wordOf(part, 'Version') ?? '')?.[0];
    return [
      {
        name,
        siteCode: wordOf(part, 'SiteCode'),
        build: build === undefined ? null : Number(build),
      },
    ];
  });
  return { points, leftOut: parts.length - points.length };
}

/**
 * What `<MPKEYINFORMATION><FQDN>mp01.contoso.com</FQDN><SITECODE>S01</SITECODE>…` says.
 * @returns null where it says neither
 */
export function readKeyInformation(
  text: string,
): { readonly name: string | null; readonly siteCode: string | null } | null {
  const name = wordOf(text, 'FQDN');
  const siteCode = wordOf(text, 'SITECODE');
  return name === null && siteCode === null ? null : { name, siteCode };
}

/** An attribute of the tag that the text begins in, or the first element of that name. */
function wordOf(text: string, name: string): string | null {
  const word = `([^"'<>&]{1,${MAX_WORD}})`;
  const tag = text.slice(0, MAX_TAG).split('>', 1)[0] ?? '';
  const found =
    new RegExp(`\\s${name}\\s*=\\s*["']${word}["']`, 'iu').exec(tag) ??
    new RegExp(`<${name}>\\s*${word}\\s*</${name}>`, 'iu').exec(text);
  return found?.[1]?.trim() ?? null;
}
