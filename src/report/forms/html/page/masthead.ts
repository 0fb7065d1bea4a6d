import { filled, h, terms } from './dom.ts';
import type { Model } from './model.ts';
import type { View } from './view.ts';

/** What was run, when, and whether it came to its end. */
export function masthead({ model, count }: View): HTMLElement {
  const { head, tail, clients } = model;
  const { texts } = head;
  const complete = tail?.complete === true;
  return h(
    'header',
    { class: 'masthead' },
    h('p', { class: 'tool' }, head.tool),
    h('h1', {}, texts.heading),
    h('p', { class: 'site' }, head.title),
    terms('facts', [
      [texts.clients, count(clients.length)],
      [texts.noAnswer, tail === null || tail.noAnswer === 0 ? null : count(tail.noAnswer)],
      [texts.noAddress, tail === null || tail.noAddress === 0 ? null : count(tail.noAddress)],
      [texts.resumed, tail?.resumed ? count(tail.resumed) : null],
      [texts.startedAt, moment(head.startedAt, model)],
      [texts.took, tail === null ? null : duration(model, tail.finishedAt)],
      [texts.complete, complete ? texts.completeYes : texts.completeNo],
    ]),
    ...problems(model).map((text) => h('p', { class: 'notice bad', role: 'note' }, text)),
    ...(tail?.underWay ? [h('p', { class: 'notice warn', role: 'note' }, tail.underWay)] : []),
    ...(tail?.nothingLooked
      ? [h('p', { class: 'notice warn', role: 'note' }, tail.nothingLooked)]
      : []),
  );
}

function problems({ head, tail }: Model): readonly string[] {
  if (tail === null) return [head.texts.torn];
  return tail.complete ? [] : tail.ending.slice(0, 1);
}

function moment(text: string, { head }: Model): HTMLElement {
  const format = new Intl.DateTimeFormat(head.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return h('time', { datetime: text }, format.format(new Date(text)));
}

const SECONDS_A_MINUTE = 60;
const MOST_SECONDS = 120;

function duration({ head }: Model, finishedAt: string): string {
  const seconds = (Date.parse(finishedAt) - Date.parse(head.startedAt)) / 1000;
  const { texts, language } = head;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: seconds < 10 ? 1 : 0 });
  return seconds < MOST_SECONDS
    ? filled(texts.seconds, { n: format.format(seconds) })
    : filled(texts.minutes, { n: format.format(seconds / SECONDS_A_MINUTE) });
}
