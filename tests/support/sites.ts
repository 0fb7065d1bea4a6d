import * as fc from 'fast-check';
import type { FlagValue } from '../../src/site/site-from.ts';
import { loadSite } from '../../src/run/load-site.ts';
import { type Problem, SiteError } from '../../src/site/problem.ts';
import type { Site } from '../../src/site/site.ts';
import { EN } from '../../src/text/en/index.ts';

/** A site as a site file would say it. */
export type SiteWords = Readonly<Record<string, unknown>>;

/** A property asks for the same site again and again, and a site file is read slowly. */
const MAX_KEPT = 64;
const kept = new Map<string, Site>();

/** The site of a file with this content; of Configuration Manager 2007 where it says no product. */
export function siteOf(words: SiteWords = {}, flags: readonly FlagValue[] = []): Site {
  const text = JSON.stringify({ product: 'cm2007', ...words });
  const key = JSON.stringify([text, flags]);
  const site = kept.get(key) ?? loadSite({ name: 'site.json', text }, flags);
  if (kept.size === MAX_KEPT) kept.clear();
  kept.set(key, site);
  return site;
}

/** What was parsed; a SiteError says in English what is wrong. */
export function inEnglish<T>(parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    throw thrown instanceof SiteError ? thrown.told(EN.site.problem) : thrown;
  }
}

/** What came of loading: a site, or everything that is wrong; any other failure is thrown on. */
export interface Loaded {
  readonly site: Site | null;
  readonly problems: readonly Problem[];
}

export function tryToLoad(load: () => Site): Loaded {
  try {
    return { site: inEnglish(load), problems: [] };
  } catch (thrown) {
    if (thrown instanceof SiteError) return { site: null, problems: thrown.problems };
    throw thrown;
  }
}

const UNC = String.raw`\\files01\ccmclient`;
const source = fc.constantFrom(undefined, UNC, String.raw`C:\ccmclient`);
const hosts = (prefix: string): fc.Arbitrary<string[] | undefined> =>
  fc.constantFrom(undefined, [], [`${prefix}01`], [`${prefix}01.contoso.com`, `${prefix}02:8080`]);
const serves = fc.constantFrom(undefined, 'http', ['smb'], ['http', 'smb']);

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Site files of either product, with every switch in every position. */
export const anySite: fc.Arbitrary<SiteWords> = fc
  .record({
    product: fc.constantFrom('cm2007', 'current-branch'),
    secure: fc.nat({ max: 2 }),
    ports: fc.record({
      http: fc.constantFrom(undefined, 8080, [80, 8080]),
      https: fc.constantFrom(undefined, 8443, [443, 8443]),
    }),
    activeDirectory: fc.record({ schemaExtended: fc.boolean(), sitesPublished: fc.boolean() }),
    serverLocatorPointNeeded: fc.constantFrom(undefined, 'auto', 'yes', 'no'),
    clients: fc.record({
      location: fc.constantFrom(undefined, 'intranet', 'internet'),
      membership: fc.constantFrom('same-forest', 'other-forest', 'workgroup'),
      domain: fc.constantFrom(undefined, 'contoso.com'),
    }),
    roles: fc.record({
      managementPoints: hosts('mp'),
      distributionPoints: fc.option(
        fc.array(fc.record({ host: fc.constantFrom('dp01', 'dp02'), serves }), { maxLength: 3 }),
        { nil: undefined },
      ),
      serverLocatorPoints: hosts('slp'),
      fallbackStatusPoints: hosts('fsp'),
      softwareUpdatePoints: fc.option(
        fc.uniqueArray(
          fc.record({
            host: fc.constantFrom('sup01', 'sup02'),
            ssl: fc.constantFrom(undefined, false, true),
          }),
          { maxLength: 2, selector: ({ host }) => host },
        ),
        { nil: undefined },
      ),
      cloudManagementGateways: hosts('cmg'),
    }),
    install: fc.record({
      source,
      manual: fc.record({ source, runFrom: fc.constantFrom(undefined, UNC, 'local') }),
      groupPolicy: fc.record({ source, package: fc.constantFrom(undefined, UNC) }),
      softwareUpdatePoint: fc.record({ source }),
    }),
  })
  .map(({ secure, ...words }) => {
    const communication =
      words.product === 'cm2007'
        ? ['mixed', 'native', undefined][secure]
        : ['http', 'https', 'enhanced-http'][secure];
    const clients =
      words.product === 'cm2007'
        ? { ...words.clients, location: undefined, domain: undefined }
        : words.clients;
    return {
      ...Object(withoutUndefined({ ...words, clients, communication })),
    } satisfies SiteWords;
  });
