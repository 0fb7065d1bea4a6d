import { describe, expect, test } from '@jest/globals';
import { withSentences } from '../../../src/report/model/build.ts';
import type { ClientEntry } from '../../../src/report/model/report.ts';
import { EN } from '../../../src/text/en/index.ts';
import { REPORTS, type Told, tell, write } from '../../report/scenes.ts';
import { readDocument, readLines } from './read-lines.ts';

/** What `json` alone keeps: the lists that no sentence is made from. */
function withoutLists(entry: ClientEntry): ClientEntry {
  return {
    ...entry,
    requirements: entry.requirements.map((requirement) => ({
      ...requirement,
      endpoints: requirement.endpoints.map((endpoint) => {
        const { evidence, outcome } = endpoint;
        if (!('kind' in evidence)) return endpoint;
        switch (evidence.kind) {
          case 'icmp':
            return {
              ...endpoint,
              evidence: { ...evidence, ...(outcome === 'open' ? { line: null } : {}) },
            };
          case 'rpc-endpoint-mapper':
            return { ...endpoint, evidence: { ...evidence, endpoints: [] } };
          case 'rpc-dynamic': {
            const tried = evidence.tried.map((port) =>
              port.outcome === 'open' ? { ...port, interfaces: [] } : port,
            );
            return { ...endpoint, evidence: { ...evidence, tried } };
          }
          default:
            return endpoint;
        }
      }),
    })),
  };
}

function again(told: Told): Told {
  const { head, clients, tail } = readLines(write(told, 'ndjson'));
  return { head, clients: clients.map((facts) => withSentences(facts, head, EN)), tail };
}

describe.each(Object.entries(REPORTS))('%s, saved as lines and read again', (_name, report) => {
  const told = tell(report);

  test('is the same table', () => {
    expect(write(again(told), 'table')).toBe(write(told, 'table'));
  });

  test('is the same page', () => {
    expect(write(again(told), 'html')).toBe(write(told, 'html'));
  });

  test('is the same JSON, but for the lists', () => {
    const lean = { ...told, clients: told.clients.map(withoutLists) };
    expect(write(again(told), 'json')).toBe(write(lean, 'json'));
  });

  test('is the same lines', () => {
    expect(write(again(told), 'ndjson')).toBe(write(told, 'ndjson'));
  });
});

describe.each(Object.entries(REPORTS))('%s, saved as JSON and read again', (_name, report) => {
  const told = tell(report);
  const { head, clients, tail } = readDocument(write(told, 'json'));
  const read = { head, clients: clients.map((facts) => withSentences(facts, head, EN)), tail };

  test.each(['table', 'json', 'ndjson'] as const)('is the same %s', (format) => {
    expect(write(read, format)).toBe(write(told, format));
  });
});
