import { printable } from '../base/printable.ts';
import { type Misnamed, misnamedIn } from '../plan/expected.ts';
import type { Site } from '../site/site.ts';
import type { Texts } from '../text/texts.ts';
import { ToldError } from '../text/told-error.ts';

/** Thrown for expectations of flows that this site does not have. */
export class ExpectationError extends ToldError {
  override readonly name = 'ExpectationError';
}

/**
 * Refuses expectations of flows that no method of the site needs.
 * @param whereOf where a name was said: `site.yaml:12:3`, `--expect-closed`
 * @throws ExpectationError with every such name
 */
export function checkExpectations(site: Site, whereOf: (name: string) => string): void {
  const misnamed = misnamedIn(site);
  if (misnamed.length === 0) return;
  throw new ExpectationError((texts) =>
    misnamed.map((each) => `${whereOf(each.name)}: ${tell(each, site, texts)}`).join('\n'),
  );
}

function tell(misnamed: Misnamed, { product }: Site, { audit, reasons }: Texts): string {
  const name = printable(misnamed.name);
  switch (misnamed.why) {
    case 'unknown':
      return audit.unknownFlow(name, product, misnamed.known);
    case 'not-needed': {
      const why = misnamed.reasons.map(({ code, value }) => reasons[code](value ?? ''));
      return audit.notNeeded(name, [...new Set(why)].join('; '));
    }
  }
}
