import { groupBy } from '../../../../base/group-by.ts';
import type { EndpointLine, PageRequirement, Ref, SeenLine } from '../data.ts';
import { LETTERS, NONE } from '../letters.ts';
import { outcomeBadge } from './badges.ts';
import { h, list, terms, told } from './dom.ts';
import { needOf, toneOfLetter, verdictAt } from './judge.ts';
import { verdictsOfClient } from './methods.ts';
import { type Client, type Model, detailOf, textOf } from './model.ts';

/** Clients of which the same is to be said. */
export interface Alike {
  readonly clients: readonly Client[];
  /** What breaks at the first of them. */
  readonly sentences: readonly string[];
}

/** What breaks, for paper: what to do stands there once, among the causes. */
export function brokenAlike(clients: readonly Client[], model: Model): readonly Alike[] {
  const groups = groupBy(clients, (client) =>
    brokenRefs(client, model)
      .map((ref) => (typeof ref === 'number' ? (model.dictionary[ref] ?? '') : ref))
      .join('\n'),
  );
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const sentences = brokenRefs(first, model).map((ref) => textOf(ref, first, model));
    return [{ clients: alike, sentences: [...new Set(sentences)] }];
  });
}

function brokenRefs(client: Client, { head }: Model): readonly Ref[] {
  const [explanations] = detailOf(client);
  return head.methods.flatMap((_method, index) =>
    verdictAt(client.verdicts[index]) === 'breaks' ? [explanations[index] ?? ''] : [],
  );
}

/** Everything that is known of one client. @param besides `verdicts` stand elsewhere already */
export function clientDetails(
  client: Client,
  model: Model,
  besides: 'verdicts' | 'nothing' = 'nothing',
): readonly HTMLElement[] {
  const { texts } = model.head;
  const [, , waysOut, seen, warnings, self = [], audit = [], location = []] = detailOf(client);
  const say = (refs: typeof waysOut): HTMLElement =>
    list(
      'notes',
      refs.map((ref) => [told(textOf(ref, client, model))]),
    );
  return [
    ...(client.answer === 'i' ? [h('p', { class: 'notice warn' }, texts.interrupted)] : []),
    ...(besides === 'verdicts' || client.answer === 'i'
      ? []
      : [part(texts.methods, verdictsOfClient(client, { model }))]),
    ...(audit.length === 0 ? [] : [part(texts.audit, say(audit))]),
    ...(waysOut.length > 0 ? [part(texts.whatToDo, say(waysOut))] : nothingToDo(client, model)),
    ...(warnings.length === 0 ? [] : [part(texts.warnings, say(warnings))]),
    ...(location.length === 0 ? [] : [part(texts.location, say(location))]),
    ...(self.length === 0 ? [] : [part(texts.self, say(self))]),
    ...(seen.length === 0
      ? []
      : [
          part(
            texts.flowsSeen,
            list(
              'seen',
              seen.map((line) => seenItem(line, client, model)),
            ),
          ),
        ]),
    ...notLooked(client, model),
  ];
}

/** A client that does not answer, or could not be asked, is not known to be in order. */
function nothingToDo({ answer }: Client, { head: { texts } }: Model): readonly HTMLElement[] {
  return answer === '1'
    ? [part(texts.whatToDo, h('p', { class: 'aside' }, texts.nothingToDo))]
    : [];
}

function part(title: string, content: HTMLElement): HTMLElement {
  return h('section', {}, h('h3', {}, title), content);
}

function requirementsOf(places: readonly number[], { head }: Model): readonly PageRequirement[] {
  return places.flatMap((place) => head.requirements[place] ?? []);
}

/** What the catalogue's symptom is of: where something answered, another error is logged. */
const BLOCKED: readonly string[] = [LETTERS.filtered, LETTERS.refused, LETTERS.unreachable];

const NECESSITIES = ['required', 'helpful', 'documented'] as const;

function seenItem(
  [places, endpoints]: SeenLine,
  client: Client,
  model: Model,
): readonly (HTMLElement | null)[] {
  const { head } = model;
  const requirements = requirementsOf(places, model);
  const needs = places.flatMap((place) => {
    const requirement = head.requirements[place];
    return requirement === undefined ? [] : [needOf(requirement, place, client).necessity];
  });
  const necessity = NECESSITIES.find((each) => needs.includes(each)) ?? 'documented';
  const [first] = requirements;
  const letter = client.letters[places[0] ?? 0] ?? NONE;
  const tone = toneOfLetter(letter, { necessity }, head);
  return [
    outcomeBadge(letter, { necessity }, head),
    h(
      'div',
      {},
      h(
        'p',
        {},
        h('strong', {}, first?.title ?? ''),
        ...(necessity === 'required'
          ? []
          : [' ', h('span', { class: 'aside' }, head.necessities[necessity])]),
      ),
      ...endpoints.map((endpoint) => endpointElement(endpoint, client, model)),
      // A user's row need not describe one.
      first !== undefined &&
        first.symptom !== '' &&
        BLOCKED.includes(letter) &&
        (tone === 'bad' || tone === 'warn')
        ? h('p', { class: 'symptom' }, h('b', {}, head.texts.symptom), ` ${first.symptom}`)
        : null,
      first === undefined ? null : about(first, requirements, model),
    ),
  ];
}

function endpointElement(
  [, where, address, said, rttMs, evidence]: EndpointLine,
  client: Client,
  model: Model,
): HTMLElement {
  const { texts } = model.head;
  const words = evidence.map((ref) => textOf(ref, client, model));
  const addressText = textOf(address, client, model);
  return h(
    'div',
    { class: 'endpoint' },
    h(
      'p',
      {},
      told(textOf(where, client, model), 'mono'),
      addressText === '' ? null : told(` ${addressText}`, 'mono aside'),
    ),
    h(
      'p',
      {},
      told(
        [textOf(said, client, model), ...(rttMs === null ? [] : [`${rttMs} ms`])].join(texts.comma),
      ),
    ),
    words.length === 0
      ? null
      : h(
          'details',
          {},
          h('summary', {}, texts.evidence),
          terms(
            'evidence',
            words.flatMap((name, place): readonly (readonly [string, HTMLElement])[] =>
              place % 2 === 0 ? [[name, told(words[place + 1] ?? '', 'mono')]] : [],
            ),
          ),
        ),
  );
}

/** What the catalogue says of a requirement. */
function about(
  first: PageRequirement,
  requirements: readonly PageRequirement[],
  { head }: Model,
): HTMLElement {
  const { texts } = head;
  const each = (of: (requirement: PageRequirement) => string): HTMLElement =>
    h(
      'span',
      {},
      ...[...new Set(requirements.map(of))].map((text) => h('span', { class: 'line' }, text)),
    );
  return h(
    'details',
    {},
    h('summary', {}, texts.about),
    terms('about', [
      [texts.symptom, first.symptom],
      [texts.fix, first.fix],
      [texts.purpose, first.purpose],
      [texts.fromTo, [first.way, first.port].join(head.texts.comma)],
      [
        texts.neededBy,
        each(({ method, necessityText, reason }) =>
          [`${head.methods[method]?.title ?? ''} (${necessityText})`, reason].join(': '),
        ),
      ],
      [texts.source, each(({ source }) => source)],
    ]),
  );
}

/** Requirements that this run sends nothing for, each flow once. */
function notLooked({ letters }: Client, { head }: Model): readonly HTMLElement[] {
  const flows = new Map<
    string,
    { requirement: PageRequirement; letter: string; methods: string[] }
  >();
  for (const [place, requirement] of head.requirements.entries()) {
    const letter = letters[place] ?? NONE;
    if (letter !== '·' && letter !== 'M') continue;
    const known = flows.get(`${requirement.flow} ${letter}`);
    const method = head.methods[requirement.method]?.title ?? '';
    if (known !== undefined) known.methods.push(method);
    else flows.set(`${requirement.flow} ${letter}`, { requirement, letter, methods: [method] });
  }
  if (flows.size === 0) return [];
  const items = [...flows.values()].map(({ requirement, letter, methods }) => [
    outcomeBadge(letter, requirement, head),
    h(
      'div',
      {},
      h('p', {}, h('strong', {}, requirement.title)),
      h(
        'p',
        { class: 'aside' },
        `${[requirement.way, requirement.port].join(head.texts.comma)}: ${methods.join(head.texts.comma)}`,
      ),
      // How to name the server.
      letter === 'M' ? h('p', { class: 'aside' }, requirement.reason) : null,
    ),
  ]);
  return [part(head.texts.notLookedAt, list('seen', items))];
}
