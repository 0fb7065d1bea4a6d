import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { VANTAGES } from '../../src/catalogue/vocabulary.ts';
import type { ClientFacts } from '../../src/judge/facts.ts';
import { joinSides, joinedHead } from '../../src/merge/join.ts';
import { sideOf, sidesOf } from '../../src/merge/sides.ts';
import { withSentences } from '../../src/report/model/build.ts';
import { headInWords } from '../../src/report/model/catalogue.ts';
import { ndjsonReporter } from '../../src/report/forms/ndjson/index.ts';
import { LineReader } from '../../src/saved/read/lines.ts';
import { EN } from '../../src/text/en/index.ts';
import { type World, anyWorld, headOf, seenFrom, wholeVerdicts } from './world.ts';
import { runs } from '../support/long.ts';

const CLIENT = 'pc001.contoso.com';

const joined = (world: World): ClientFacts =>
  joinSides(
    seenFrom('site-server', world, CLIENT),
    seenFrom('client', world, 'PC001.contoso.com'),
    joinedHead(headOf(world, 'site-server')),
  );

describe('a client from both ends', () => {
  test('has the verdicts of everything there is to see', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        expect(joined(world).methods).toEqual(wholeVerdicts(world, CLIENT));
      }),
      { numRuns: runs(100) },
    );
  });

  test('has each requirement as the end saw it that opens it', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const { catalogue } = headOf(world, 'site-server');
        const ends = {
          'site-server': seenFrom('site-server', world, CLIENT),
          client: seenFrom('client', world, CLIENT),
        };
        for (const requirement of joined(world).requirements) {
          const { from = 'site-server' } = catalogue[requirement.id] ?? {};
          const own = ends[from].requirements.find(({ id }) => id === requirement.id);
          expect(requirement).toEqual(own);
          expect(requirement.outcome).not.toBe('not-checked');
        }
      }),
      { numRuns: runs(100) },
    );
  });

  test('here is what was looked at: everything', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const { catalogue } = headOf(world, 'site-server');
        for (const { method, verdict, here } of joined(world).methods) {
          const flows = Object.values(catalogue).filter((row) => row?.method === method);
          expect(here).toBe(flows.length === 0 ? 'not-applicable' : verdict);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  test('falls apart into what each end saw', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const head = joinedHead(headOf(world, 'client'));
        const whole = joined(world);
        const sides = sidesOf(whole, head);
        for (const side of VANTAGES.filter((each) => sides.includes(each))) {
          const { methods, requirements } = sideOf(whole, side, head);
          const seen = seenFrom(side, world, CLIENT);
          expect({ methods, requirements }).toEqual({
            methods: seen.methods,
            requirements: seen.requirements,
          });
        }
      }),
      { numRuns: runs(100) },
    );
  });

  test('is read as it was written', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const head = joinedHead(headOf(world, 'site-server'));
        const whole = joined(world);
        const reporter = ndjsonReporter(head);
        const reader = new LineReader('joined.ndjson');
        const begun = reader.read(reporter.opening.trimEnd());
        if (begun.type !== 'run') throw new Error('a run is expected');
        expect(headInWords(begun.head, EN)).toEqual(head);
        const line = reporter.client(withSentences(whole, head, EN)).trimEnd();
        const read = reader.read(line);
        if (read.type !== 'client') throw new Error('a client is expected');
        expect(read.facts.methods).toEqual(whole.methods);
        expect(read.facts.requirements.map(({ id, outcome }) => [id, outcome])).toEqual(
          whole.requirements.map(({ id, outcome }) => [id, outcome]),
        );
      }),
      { numRuns: runs(100) },
    );
  });

  test('every sentence can be made again', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const entry = withSentences(joined(world), joinedHead(headOf(world, 'client')), EN);
        for (const { verdict, explanation } of entry.methods) {
          expect(explanation === '').toBe(verdict === 'works');
        }
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('a client that was off for the site server, and told of itself', () => {
  const world: World = {
    site: { roles: { managementPoints: ['mp01'] }, install: { manual: { runFrom: 'local' } } },
    see: (check) => (check.host === CLIENT ? 'filtered' : 'refused'),
  };
  const head = joinedHead(headOf(world, 'site-server'));

  test('did not answer, and its own sentences speak of its own flows', () => {
    const { answered, methods } = withSentences(joined(world), head, EN);
    const sentence = (name: string): string | undefined =>
      methods.find(({ method }) => method === name)?.explanation;
    expect(answered).toBe(false);
    expect(sentence('client-push')).toMatch(/does not answer at all|off, wrong address/);
    expect(sentence('manual')).toContain('refuses the connection');
  });
});

test('a warning of both ends is told once', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const server = seenFrom('site-server', world, CLIENT);
      const head = joinedHead(headOf(world, 'site-server'));
      expect(joinSides(server, { ...server, requirements: [] }, head).warnings).toEqual(
        server.warnings,
      );
    }),
    { numRuns: runs(100) },
  );
});
