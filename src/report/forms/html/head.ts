import { type RequirementId, flowNameOf } from '../../../catalogue/flow.ts';
import { type RequirementOutcome, STATUS_OF } from '../../../judge/vocabulary.ts';
import type { Texts } from '../../../text/texts.ts';
import type { CatalogueEntry, ReportHead } from '../../model/report.ts';
import { endsOf } from '../../model/vantages.ts';
import type { PageHead, PageOutcome, PageRequirement } from './data.ts';
import { LETTERS, NONE, PARTLY } from './letters.ts';

/** The requirements of a run in the order of the matrix: method by method. */
export function catalogued(
  head: ReportHead,
): readonly (readonly [RequirementId, CatalogueEntry])[] {
  const entries: readonly [string, CatalogueEntry | undefined][] = Object.entries(head.catalogue);
  return head.methods.flatMap(({ method }) =>
    entries.flatMap(([id, entry]): readonly (readonly [RequirementId, CatalogueEntry])[] =>
      entry?.method === method && isRequirement(id, head) ? [[id, entry]] : [],
    ),
  );
}

function isRequirement(id: string, { catalogue }: ReportHead): id is RequirementId {
  return id in catalogue;
}

export function pageHead(head: ReportHead, title: string, texts: Texts): PageHead {
  return {
    language: texts.language,
    texts: endsOf(head) === 'both' ? { ...texts.html, ...texts.joinedHtml } : texts.html,
    tool: `${head.tool.name} ${head.tool.version}`,
    title,
    startedAt: head.run.startedAt,
    methods: head.methods.map(({ method, notApplicable }) => ({
      method,
      title: texts.method(method),
      notApplicable:
        notApplicable === null
          ? null
          : texts.reasons[notApplicable.code](notApplicable.value ?? ''),
    })),
    requirements: catalogued(head).map(([id, entry]) => requirementOf(id, entry, head, texts)),
    verdicts: texts.verdicts,
    necessities: texts.necessities,
    fromHere: texts.readiness,
    outcomes: outcomesOf(texts),
  };
}

function requirementOf(
  id: RequirementId,
  entry: CatalogueEntry,
  head: ReportHead,
  texts: Texts,
): PageRequirement {
  const { title, necessity, from, to, transport, ports } = entry;
  const { reason, purpose, symptom, fix, source } = entry;
  return {
    id,
    flow: flowNameOf(id),
    method: head.methods.findIndex(({ method }) => method === entry.method),
    title,
    necessity,
    necessityText: texts.necessities[necessity],
    way: `${texts.roles[from]} → ${texts.roles[to]}`,
    port: [transport.toUpperCase(), texts.list(ports)].join(' ').trim(),
    reason,
    purpose,
    symptom,
    fix,
    source,
  };
}

function outcomesOf(texts: Texts): readonly PageOutcome[] {
  const outcomes: readonly [string, string][] = Object.entries(LETTERS);
  const known = outcomes.flatMap(([outcome, letter]): readonly PageOutcome[] =>
    isOutcome(outcome) && letter !== NONE
      ? [{ letter, status: STATUS_OF[outcome], text: texts.outcomes[outcome] }]
      : [],
  );
  return [...known, { letter: PARTLY, status: 'met', text: texts.html.partly }];
}

function isOutcome(text: string): text is RequirementOutcome {
  return text in LETTERS;
}
