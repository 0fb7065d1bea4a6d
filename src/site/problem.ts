/** One thing wrong with what the user said, and where: `site.yaml:4:9`, `--mp`. */
export interface Problem {
  readonly where: string;
  readonly message: string;
}

/** Everything wrong with a site: refused before any packet is sent. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'));
    this.problems = problems;
  }
}
