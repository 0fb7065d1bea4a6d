import { expect, test } from '@jest/globals';
import { clientNameOf, isClientLine } from '../../../src/saved/read/peek.ts';
import { REPORTS, tell, write } from '../../report/scenes.ts';

test.each(Object.entries(REPORTS))('%s: names without reading the lines', (_name, report) => {
  const told = tell(report);
  const lines = write(told, 'ndjson').trimEnd().split('\n');
  expect(lines.filter(isClientLine)).toHaveLength(told.clients.length);
  const clients = lines.slice(1, -1);
  expect(clients.map(clientNameOf)).toEqual(told.clients.map(({ client }) => client));
  for (const line of [lines[0] ?? '', lines.at(-1) ?? '']) {
    expect(clientNameOf(line)).toBeNull();
  }
});

test('what is no whole client line is told by null', () => {
  for (const line of [
    '',
    '{"type":"client","client":"',
    '{"type":"client","client":""}',
    '{"type":"client","client":"a\\u0062"}',
    '{ "type": "client", "client": "a" }',
  ]) {
    expect([line, clientNameOf(line)]).toEqual([line, null]);
  }
});
