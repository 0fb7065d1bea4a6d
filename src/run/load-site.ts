import { siteFromFiles } from '../site/load.ts';
import { SiteError } from '../site/problem.ts';
import type { Site } from '../site/site.ts';
import { checkExpectations } from './expectations.ts';
import { EN } from '../text/en/index.ts';

/**
 * As `siteFromFiles`, for programs: problems are in English, and what is expected to be closed is
 * checked against the plan.
 * @throws SiteError with every problem found, in the file's order and in English; ExpectationError
 *   where something is expected of flows that no method of the site needs
 */
export function loadSite(...[file, flags, catalogues]: Parameters<typeof siteFromFiles>): Site {
  try {
    const site = siteFromFiles(file, flags, catalogues);
    checkExpectations(site, (name) => `expect.${name}`);
    return site;
  } catch (thrown) {
    throw thrown instanceof SiteError ? thrown.told(EN.site.problem) : thrown;
  }
}
