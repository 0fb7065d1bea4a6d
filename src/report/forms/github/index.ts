import { inMethodOrder } from '../../../catalogue/vocabulary.ts';
import { VERDICTS } from '../../../judge/vocabulary.ts';
import { exitCodeText } from '../../told/audit.ts';
import { FewOrMany } from '../../told/few-or-many.ts';
import type { ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import type { Sums } from '../../told/many/sums.ts';
import { tellUnderWay, tellVerdicts } from '../../told/many/told.ts';
import type { Page } from '../../told/page.ts';
import { annotationsOf, annotationsOfMany } from './annotations.ts';
import { ANNOTATION_KINDS, type Annotation, annotationLine } from './command.ts';
import { whyIncomplete } from '../../told/course.ts';

/** GitHub shows at most this many annotations of each kind for a step. */
const MAX_SHOWN = 10;

/** Annotations of a GitHub workflow; the step's summary has the rest. */
export function githubReporter(
  head: ReportHead,
  { texts, strict = false, audit = false }: ReporterOptions,
): Reporter {
  const clients = new FewOrMany(head);
  const page: Page = { head, texts };
  const counting = { strict, audit };
  return {
    opening: '',
    client(entry, index) {
      clients.add(entry, index);
      return '';
    },
    close(tail) {
      const { few, sums } = clients;
      const annotations = [
        ...incomplete(tail, page),
        ...underWay(clients.all, page),
        summary(tail, clients.all, page),
        ...(sums.clients > 0
          ? annotationsOfMany(sums, counting, page)
          : few.flatMap((entry) => annotationsOf(entry, counting, page))),
      ];
      return ANNOTATION_KINDS.flatMap((kind) =>
        shown(
          annotations.filter((annotation) => annotation.kind === kind),
          page,
        ),
      )
        .map(annotationLine)
        .join('');
    },
  };
}

function shown(annotations: readonly Annotation[], { head, texts }: Page): readonly Annotation[] {
  const [first] = annotations;
  if (first === undefined || annotations.length <= MAX_SHOWN) return annotations;
  const left = annotations.length - (MAX_SHOWN - 1);
  const rest = { kind: first.kind, title: head.tool.name, message: texts.github.others(left) };
  return [...annotations.slice(0, MAX_SHOWN - 1), rest];
}

function incomplete(tail: ReportTail, { head, texts }: Page): readonly Annotation[] {
  const message = whyIncomplete(tail, texts);
  return message === null ? [] : [{ kind: 'error', title: head.tool.name, message }];
}

function underWay(sums: Sums, { head, texts }: Page): readonly Annotation[] {
  const message = tellUnderWay(sums, texts);
  return message === null ? [] : [{ kind: 'warning', title: head.tool.name, message }];
}

/** `client push: 9 ready, 3 breaks; all flows: …` for each method, and the exit code. */
function summary({ summary: counted }: ReportTail, sums: Sums, page: Page): Annotation {
  const { head, texts } = page;
  const methods = inMethodOrder(sums.verdicts.keys()).flatMap((method) => {
    const counts = sums.verdicts.get(method);
    if (counts === undefined) return [];
    const said = VERDICTS.flatMap((verdict) => {
      const clients = counts.get(verdict)?.clients ?? 0;
      return clients === 0 ? [] : [texts.many.verdict(verdict, clients, 0)];
    });
    const seen = tellVerdicts(sums.here.get(method), page).map(({ text }) => text);
    const over = `${texts.many.columns.verdict}: ${texts.list(said)}`;
    return [texts.clauses([`${texts.method(method)}: ${texts.list(seen)}`, over])];
  });
  return {
    kind: 'notice',
    title: `${head.tool.name}: ${texts.table.clients(counted.clients)}`,
    message: [...methods, exitCodeText(counted, texts)].join('\n'),
  };
}
