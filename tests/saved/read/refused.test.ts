import { describe, expect, test } from '@jest/globals';
import { type DocumentLine, linesOfDocument } from '../../../src/saved/read/document.ts';
import { LineReader, MAX_LINE_CHARACTERS } from '../../../src/saved/read/lines.ts';
import { ReadError } from '../../../src/saved/read/problem.ts';
import { REPORTS, render } from '../../report/scenes.ts';

const scene = REPORTS['push-blocked'];
if (scene === undefined) throw new Error('the scene is missing');
const [RUN = '', CLIENT = '', SUMMARY = ''] = render(scene, 'ndjson').text.split('\n');
const DOCUMENT = render(scene, 'json').text;

/** The problem with the last of these lines. */
function problemOf(...lines: readonly string[]): string {
  const reader = new LineReader('r.ndjson');
  try {
    for (const line of lines) reader.read(line);
  } catch (thrown) {
    if (thrown instanceof ReadError) return thrown.message;
    throw thrown;
  }
  return 'none';
}

const changed = (text: string, from: string | RegExp, to: string): string => {
  const after = text.replace(from, to);
  expect(after).not.toBe(text);
  return after;
};

test('what this tool writes is no problem', () => {
  expect(problemOf(RUN, CLIENT, SUMMARY)).toBe('none');
});

describe('a line', () => {
  test.each([
    ['that is empty', '', /^r\.ndjson:2: not a line of JSON$/],
    ['that is torn', CLIENT.slice(0, -1), /^r\.ndjson:2: not a line of JSON$/],
    ['of another kind', '{"type":"cliant"}', /^r\.ndjson:2: type: "cliant" is not known here$/],
    ['without a kind', '{}', /^r\.ndjson:2: type: what is missing is not known here$/],
    ['that is no object', '"run"', /^r\.ndjson:2: /],
    ['with a second run', RUN, /^r\.ndjson:2: a second run begins in this file$/],
    ['that is too long', ' '.repeat(MAX_LINE_CHARACTERS + 1), /^r\.ndjson:2: longer than 1048576/],
    ['that nests without end', '['.repeat(100_000), /^r\.ndjson:2: /],
    [
      'that nests without end, in good order',
      `{"type":"client","\\u0061":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      /^r\.ndjson:2: not a line of JSON$/,
    ],
  ])('%s is refused', (_what, line, problem) => {
    expect(problemOf(RUN, line)).toMatch(problem);
  });

  test.each<[string, string | RegExp, string, RegExp]>([
    [
      'an unknown method',
      '"method":"client-push"',
      '"method":"usb-stick"',
      /"usb-stick" is not known/,
    ],
    [
      'an unknown verdict',
      '"verdict":"breaks"',
      '"verdict":"fine"',
      /methods\[0\]\.verdict: "fine"/,
    ],
    [
      'an unknown id',
      '"id":"client-push/smb"',
      '"id":"client-push/nfs"',
      /client-push\/smb is missing/,
    ],
    [
      'an unknown outcome',
      '"outcome":"open"',
      '"outcome":"ajar"',
      /\.outcome: "ajar" is not known/,
    ],
    ['an unknown cause', '"reached"', '"cause":"magic","reached"', /\.cause: "magic" is not known/],
    [
      'a port that is none',
      '"port":445',
      '"port":99999',
      /requirements\[1\]\.endpoints\[0\]\.port: /,
    ],
    ['a status that does not follow', '"status":"met"', '"status":"unmet"', /open is not unmet/],
    [
      "another run's requirement",
      '"id":"client-push/smb"',
      '"id":"manual/dp-smb"',
      /client-push\/smb is missing/,
    ],
    ['a name with blanks', '"client":"pc001', '"client":"pc 001', /client: a name holds no blanks/],
    [
      'a sentence where a warning has a host',
      /"warnings":\[[^\]]*\]/,
      '"warnings":[{"code":"stand-in","facts":{"host":"Run this now"}}]',
      /warnings\[0\]\.host: /,
    ],
    [
      'a sentence where a host was looked at',
      '"host":"pc001',
      '"host":"call us: pc001',
      /requirements\[0\]\.endpoints\[0\]\.host: /,
    ],
    ['no name', /"client":"[^"]*"/, '"client":""', /client: /],
    ['no verdicts', /"methods":\[.*?\],"req/, '"req', /methods: /],
  ])('with %s is refused', (_what, from, to, problem) => {
    expect(problemOf(RUN, changed(CLIENT, from, to))).toMatch(problem);
  });

  test('before the run, or after the summary, is refused', () => {
    expect(problemOf(CLIENT)).toMatch(/^r\.ndjson:1: the line of the run has to come first$/);
    expect(problemOf(SUMMARY)).toMatch(/^r\.ndjson:1: the line of the run/);
    expect(problemOf(RUN, SUMMARY, CLIENT)).toMatch(/^r\.ndjson:3: nothing stands after the/);
  });

  test('of a later schema is refused', () => {
    const later = changed(RUN, 'ccm-preflight/report/1', 'ccm-preflight/report/2');
    expect(problemOf(later)).toMatch(/schema: "ccm-preflight\/report\/2" is not known here/);
  });

  test('of no schema is no report', () => {
    expect(problemOf(changed(RUN, '"schema":"ccm-preflight/report/1",', ''))).toMatch(
      /^r\.ndjson:1: no report of this tool$/,
    );
  });

  test('quotes no control characters', () => {
    const problem = problemOf(
      RUN,
      changed(CLIENT, '"method":"client-push"', '"method":"\\u001b[2J"'),
    );
    expect(problem).toContain('is not known here');
    expect(problem).not.toMatch(/[\u0000-\u001f]/);
  });

  test('with more members than are known is read without them', () => {
    expect(
      problemOf(RUN, changed(CLIENT, '{"type"', '{"__proto__":{"client":1},"new":1,"type"')),
    ).toBe('none');
  });
});

test('texts that reach a terminal are cleaned', () => {
  const reader = new LineReader('r.ndjson');
  reader.read(RUN);
  const escape = '\\u001b]0;owned\\u0007';
  for (const raw of [escape, '\u202e', '\u200b', '\ud83d\ude00\u2028']) {
    const line = reader.read(changed(CLIENT, '"host":"pc001', `"host":"${raw}pc001`));
    const text = JSON.stringify(line);
    expect(text).not.toMatch(/\\u00|[\u202e\u200b\u2028]/);
    expect(text).toContain('pc001.contoso.com');
  }
});

describe('a document', () => {
  test.each<[string, string, RegExp]>([
    ['that is torn', DOCUMENT.slice(0, -3), /^r\.json: not a JSON document$/],
    ['that is none', '[]', /^r\.json: /],
    ['of lines', `${RUN}\n${CLIENT}`, /^r\.json: not a JSON document$/],
    [
      'that nests without end',
      DOCUMENT.replace(
        '"clients": [',
        `"clients": [{ "x": ${'['.repeat(9000)}${']'.repeat(9000)} },`,
      ),
      /^r\.json: not a JSON document$/,
    ],
    ['that lacks its end', DOCUMENT.replace('"summary"', '"sum"'), /^r\.json: summary: /],
  ])('%s is refused', (_what, text, problem) => {
    expect(() => Array.from(linesOfDocument(text, 'r.json'))).toThrow(problem);
  });

  test('gives an entry that cannot be used by itself', () => {
    const document = JSON.parse(DOCUMENT);
    const [client] = document.clients;
    const bad = JSON.parse(JSON.stringify(client).replace('"filtered"', '"ajar"'));
    document.clients = [bad, { ...client, client: 'pc\u202e2' }, 7, client];
    const reader = new LineReader('r.json');
    const read = Array.from(linesOfDocument(JSON.stringify(document), 'r.json'), toldOf);
    function toldOf({ text, where }: DocumentLine): string {
      try {
        const line = reader.read(text, where);
        return line.type === 'client' ? line.facts.client : line.type;
      } catch (thrown) {
        if (thrown instanceof ReadError) return thrown.message;
        throw thrown;
      }
    }
    expect(read).toEqual([
      'run',
      expect.stringMatching(
        /^r\.json: clients\[0\]: requirements\[\d\]\.outcome: "ajar" is not known/,
      ),
      'r.json: clients[1]: "pc2" is how its name looks without 1 character that can\'t be shown',
      expect.stringMatching(/^r\.json: clients\[2\]: /),
      'pc001.contoso.com',
      'summary',
    ]);
  });
});
