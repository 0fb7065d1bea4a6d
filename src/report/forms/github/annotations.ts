import { flowNameOf } from '../../../catalogue/flow.ts';
import { type AuditResult, breaksAsExpected, expectedIn } from '../../../judge/audit.ts';
import type { Counting } from '../../../judge/summary.ts';
import type { Effect } from '../../../judge/vocabulary.ts';
import type { ClientEntry, MethodEntry } from '../../model/report.ts';
import { headlineText } from '../../told/headline.ts';
import { impairedTogether, waysOut, tellInsteadOf } from '../../told/impaired.ts';
import { tellObstacle } from '../../told/many/obstacle-text.ts';
import { comparisonsOf } from '../../told/many/places-text.ts';
import type { ObstacleSum, Sums } from '../../told/many/sums.ts';
import { byWeight, tellAbsent, tellWarnings } from '../../told/many/told.ts';
import type { Page } from '../../told/page.ts';
import type { Annotation, AnnotationKind } from './command.ts';
import { tellAudited } from '../../told/audit.ts';

/** null: nothing to look at. */
function kindOfAudit(found: AuditResult, { audit }: Counting): AnnotationKind | null {
  switch (found) {
    case 'open':
      return 'error';
    case 'unproven':
      return audit ? 'error' : 'warning';
    case 'not-checked':
    case 'closed':
      return null;
  }
}

function kindsOf({ strict }: Counting): Record<Effect, AnnotationKind> {
  return { breaks: 'error', degraded: 'warning', unproven: strict ? 'error' : 'warning' };
}

/** One client: an annotation for each thing in the way, one for what could not be proven from here. */
export function annotationsOf(
  entry: ClientEntry,
  counting: Counting,
  page: Page,
): readonly Annotation[] {
  const { texts } = page;
  const audited = (entry.audit ?? []).flatMap(({ found, message }): readonly Annotation[] => {
    const kind = kindOfAudit(found, counting);
    const title = `${entry.client}: ${texts.audit.heading}`;
    return kind === null ? [] : [{ kind, title, message }];
  });
  // Counted in one line for all of them.
  if (entry.interrupted === true) return audited;
  const kinds = kindsOf(counting);
  const isMeant = (methods: readonly MethodEntry[]): boolean =>
    counting.audit && methods.every((method) => breaksAsExpected(method, page.head));
  const about = (effect: Effect, methods: readonly MethodEntry[], lines: readonly string[]) => ({
    kind: isMeant(methods) ? ('notice' as const) : kinds[effect],
    title: texts.github.title(
      effect,
      methods.map(({ method }) => texts.method(method)),
      entry.client,
    ),
    message: lines.join('\n'),
  });
  const impaired = impairedTogether(entry).flatMap((methods) => {
    const [first] = methods;
    if (first === undefined) return [];
    const effect = first.verdict === 'breaks' ? 'breaks' : 'degraded';
    return [about(effect, methods, impairedLines(first, entry, page))];
  });
  const warned = entry.methods.filter(
    ({ verdict, readiness, degradedBy }) =>
      degradedBy.length === 0 && (verdict === 'degraded' || readiness === 'doubtful'),
  );
  const unproven = entry.methods.filter(
    ({ verdict, here }) => verdict === 'unproven' && here === 'unproven',
  );
  return [
    ...audited,
    ...impaired,
    ...warned.map((method) => about('degraded', [method], [headlineText(method, entry, page)])),
    ...unproven.map((method) => about('unproven', [method], [method.explanation])),
    ...entry.warnings.map(({ message }) => ({
      kind: 'notice' as const,
      title: `${entry.client}: ${texts.table.warnings}`,
      message,
    })),
  ];
}

function impairedLines(method: MethodEntry, entry: ClientEntry, page: Page): readonly string[] {
  const instead = method.verdict === 'breaks' ? tellInsteadOf(method, entry, page) : null;
  return [
    // An unproven method's sentence only says what is left to prove.
    method.verdict === 'unproven' ? headlineText(method, entry, page) : method.explanation,
    ...waysOut(method, entry, page),
    ...(instead === null ? [] : [instead.said, ...instead.others.map((other) => `- ${other}`)]),
  ];
}

/** Many clients: an annotation a cause. */
export function annotationsOfMany(
  sums: Sums,
  counting: Counting,
  page: Page,
): readonly Annotation[] {
  const { texts } = page;
  const kinds = kindsOf(counting);
  const compared = comparisonsOf(sums);
  const audited = tellAudited(sums, page).flatMap(({ title, found }) =>
    found.flatMap(({ found: result, text }): readonly Annotation[] => {
      const kind = kindOfAudit(result, counting);
      return kind === null
        ? []
        : [{ kind, title: `${texts.audit.heading}: ${title}`, message: text }];
    }),
  );
  const isMeant = ({ id, effects }: ObstacleSum): boolean =>
    counting.audit &&
    [...effects.keys()].every((method) =>
      expectedIn(page.head).some((each) => each === `${method}/${flowNameOf(id)}`),
    );
  return [
    ...audited,
    ...byWeight(sums).map((sum): Annotation => {
      const { worst, headline, effects, places, wayOut } = tellObstacle(sum, compared, page);
      const lines = [effects, ...places, ...(wayOut === null ? [] : [wayOut])];
      const kind = isMeant(sum) ? 'notice' : kinds[worst];
      return { kind, title: headline, message: lines.join('\n') };
    }),
    ...tellAbsent(sums, page).map(({ headline, places, wayOut }): Annotation => ({
      kind: 'error',
      title: headline,
      message: [...places, ...(wayOut === null ? [] : [wayOut])].join('\n'),
    })),
    ...tellWarnings(sums, texts).map((message): Annotation => ({
      kind: 'notice',
      title: texts.table.warnings,
      message,
    })),
  ];
}
