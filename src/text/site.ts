import type { SiteProblem } from '../site/problem.ts';
import type { SiteTemplateTexts } from '../site/template.ts';
import type { HostProblem } from '../site/value-problem.ts';

/** What is said of a site that is refused. */
export interface SiteTexts {
  readonly problem: (problem: SiteProblem) => string;
  readonly host: (problem: HostProblem) => string;
  /** Where something stands that no single flag says. */
  readonly flags: string;
  /** The comments of a site file that `init` writes. */
  readonly template: SiteTemplateTexts;
}
