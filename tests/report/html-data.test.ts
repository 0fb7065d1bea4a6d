import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scriptJson } from '../../src/report/forms/html/block.ts';
import { Dictionary } from '../../src/report/forms/html/dictionary.ts';
import { LETTERS, NONE, PARTLY } from '../../src/report/forms/html/letters.ts';
import { htmlReporter } from '../../src/report/forms/html/index.ts';
import { type Model, detailOf, readModel, textOf } from '../../src/report/forms/html/page/model.ts';
import { EN } from '../../src/text/en/index.ts';
import { PLAIN, REPORTS, type Told, tell } from './scenes.ts';
import { anyCharacter } from '../support/any-character.ts';
import { runs } from '../support/long.ts';

function pageOf({ head, clients, tail }: Told): string {
  const reporter = htmlReporter(head, { appearance: PLAIN, texts: EN, siteWords: [], shell: 'sh' });
  return [
    reporter.opening,
    ...clients.map((entry) => reporter.client(entry)),
    reporter.close(tail),
  ].join('');
}

/** What the page's script reads from a page. */
function modelOf(html: string): Model {
  const found = [
    ...html.matchAll(/<script type="application\/json" data-block="(\w+)">([^<]*)<\/script>/g),
  ];
  const model = readModel((name) =>
    found.flatMap(([, block, text = '']) => (block === name ? [text] : [])),
  );
  if (model === null) throw new Error('there is no head');
  return model;
}

const COLLECTION = REPORTS['collection'];
if (COLLECTION === undefined) throw new Error('the scene is gone');
const TOLD = tell(COLLECTION);

test('a page has no control characters, which HTML forbids, its script neither', () => {
  const html = pageOf(TOLD);
  expect(html).toContain('MARK = ');
  expect(html).not.toMatch(/(?![\t\n])\p{Cc}/u);
});

describe('what the page reads is what was written', () => {
  test.each(Object.entries(REPORTS))('%s', (_name, report) => {
    const told = tell(report);
    const model = modelOf(pageOf(told));
    expect(model.clients.map(({ name }) => name)).toEqual(told.clients.map(({ client }) => client));
    for (const [place, client] of model.clients.entries()) {
      const [explanations] = detailOf(client);
      const entry = told.clients[place];
      expect(explanations.map((ref) => textOf(ref, client, model))).toEqual(
        // Nothing is said of a client that was under way when the run was stopped.
        entry?.methods.map(({ explanation }) => (entry.interrupted === true ? '' : explanation)),
      );
    }
    expect(model.tail?.complete).toBe(told.tail.run.complete);
  });

  test('whatever clients are called and servers say', () => {
    // A mark of ours in their text is the one thing that is replaced.
    const said = fc.string({ unit: anyCharacter }).filter((text) => !/[\u0001\u0002]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(said.filter(Boolean), said), { minLength: 1 }), (pairs) => {
        const [first] = TOLD.clients;
        if (first === undefined) throw new Error('there is no client');
        const clients = pairs.map(([client, message]) => ({
          ...first,
          client,
          warnings: first.warnings
            .slice(0, 0)
            .concat([
              { code: 'http-404', message, facts: { code: 'http-404', host: 'h', url: 'u' } },
            ]),
        }));
        const model = modelOf(pageOf({ ...TOLD, clients }));
        const read = model.clients.map((client) => {
          const [, , , , warnings] = detailOf(client);
          return [client.name, ...warnings.map((ref) => textOf(ref, client, model))];
        });
        expect(read).toEqual(pairs);
      }),
      { numRuns: runs(100) },
    );
  });

  test('of a torn file every whole line', () => {
    const html = pageOf(TOLD);
    const torn = html.slice(0, html.indexOf('pc004') + 300);
    const model = modelOf(`${torn.replace(/<\/script>$/, '')}</script>`);
    expect(model.tail).toBeNull();
    expect(model.clients.length).toBe(3);
  });
});

describe('the blocks', () => {
  test('hold nothing that ends them', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const json = scriptJson(text);
        expect(json).not.toMatch(/[<\u2028\u2029\n]/);
        expect(JSON.parse(json)).toBe(text);
      }),
      { numRuns: runs(100) },
    );
  });

  test('a text that many clients share stands there once', () => {
    const [first] = TOLD.clients.slice(1);
    if (first === undefined) throw new Error('there is no client');
    const clients = Array.from({ length: 2500 }, (_, place) => ({
      ...first,
      client: `host${place}`,
    }));
    const html = pageOf({ ...TOLD, clients });
    const explanation = first.methods.find(({ method }) => method === 'manual')?.explanation ?? '';
    expect(explanation).not.toBe('');
    expect(html.split(JSON.stringify(explanation)).length - 1).toBe(2);
    expect(html.split('data-block="clients"').length - 1).toBe(3);
  });
});

describe('the dictionary', () => {
  test('gives a number to what is said twice, in the order in which it defines', () => {
    const dictionary = new Dictionary();
    expect(
      ['first', 'other', 'first', 'other', 'first'].map((text) => dictionary.ref(text)),
    ).toEqual(['first', 'other', 0, 1, 0]);
    expect(dictionary.takeDefined()).toEqual(['first', 'other']);
    expect(dictionary.takeDefined()).toEqual([]);
  });

  test('does not grow with what is unique', () => {
    const dictionary = new Dictionary();
    for (let number = 0; number < 50_000; number += 1) dictionary.ref(`unique ${number}`);
    expect(dictionary.takeDefined()).toEqual([]);
    expect(dictionary.ref('unique 49999')).toBe(0);
  });
});
test('every letter of the matrix stands for one thing', () => {
  const { 'not-needed': notNeeded, ...seen } = LETTERS;
  const letters = [...Object.values(seen), PARTLY, NONE];
  expect(new Set(letters).size).toBe(letters.length);
  // What is not needed where a client is, and what is not needed in its site.
  expect(notNeeded).toBe(NONE);
});
