/**
 * Headings of columns with computers' names, as the console, its reports, Active Directory, WSUS and
 * people write them, in the form that `plainHeading` leaves.
 */
const FULL_NAMES: ReadonlySet<string> = new Set([
  'dnshostname',
  'fqdn',
  'fullyqualifieddomainname',
  'resourcenames',
  'dnsname',
  'computertarget',
  'vollqualifizierterdomänenname',
  'dnscomputername',
  'nomdnsdelhôte',
  'nomdhôtedns',
  'nomdns',
  'nomdedomainecomplet',
  'dnsホスト名',
  'dns名',
  '完全修飾ドメイン名',
]);

const SHORT_NAMES: ReadonlySet<string> = new Set([
  'name',
  'computername',
  'computer',
  'cn',
  'device',
  'devicename',
  'hostname',
  'host',
  'machine',
  'machinename',
  'netbiosname',
  'resourcename',
  'samaccountname',
  'pcname',
  'servername',
  'workstation',
  'clientname',
  // German
  'rechner',
  'rechnername',
  'gerätename',
  'gerät',
  'ressourcenname',
  // French
  'nom',
  'ordinateur',
  'nomdordinateur',
  'nomdelordinateur',
  'nomdelappareil',
  'nomdupériphérique',
  'nomdhôte',
  'nomdelhôte',
  'nomdelaressource',
  'nomnetbios',
  // Japanese, with and without the long vowel that older texts leave out
  '名前',
  'コンピューター',
  'コンピュータ',
  'コンピューター名',
  'コンピュータ名',
  'デバイス名',
  'ホスト名',
  'リソース名',
  '端末名',
  'マシン名',
  'pc名',
  'クライアント名',
]);

/** In the console's list of devices this column says yes or no, in other lists it has names. */
const DOUBTFUL = 'client';
/** The computer's name in WSUS, in Configuration Manager that of its domain. */
const DOMAIN = 'fulldomainname';

/** What a heading promises, the best first. */
const HEADING_KINDS = ['full', 'short', 'doubtful', 'domain'] as const;
export type HeadingKind = (typeof HEADING_KINDS)[number];

/** The column whose heading promises the best names; -1 where none does. */
export function nameColumn(headings: readonly string[]): number {
  const kinds = headings.map(headingKind);
  const best = HEADING_KINDS.find((kind) => kinds.includes(kind));
  return best === undefined ? -1 : kinds.indexOf(best);
}

/** What a column's heading promises; null if it is no known one. */
export function headingKind(heading: string): HeadingKind | null {
  return kindOf(plainHeading(heading));
}

/** Whether a line of a single word is a heading. Narrower: `client-0` may be a computer. */
export function isLoneHeading(line: string): boolean {
  return (
    kindOf(
      line
        .normalize('NFKC')
        .toLowerCase()
        .replaceAll(/["'’\s]/g, ''),
    ) !== null
  );
}

function kindOf(plain: string): HeadingKind | null {
  if (FULL_NAMES.has(plain)) return 'full';
  if (SHORT_NAMES.has(plain)) return 'short';
  if (plain === DOUBTFUL) return 'doubtful';
  return plain === DOMAIN ? 'domain' : null;
}

/**
 * A heading without what different writers put into it: a query of the site's database writes
 * Netbios_Name0, a report's export Details_Table0_Netbios_Name0.
 */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/["'’\s._-]/g, '')
    .replace(/^details(?:table\d+)?/, '')
    .replace(/0$/, '');
}
