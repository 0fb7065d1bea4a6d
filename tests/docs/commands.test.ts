import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CommandLine, PROSE_LINES, SHELL_LINES, isOurs, wordsOf } from './command-lines.ts';
import { BLOCKS } from './documents.ts';
import { NOT_RUN, isExcused } from './not-run.ts';
import { type World, makeWorld } from './world.ts';

/** Exit codes other than 0; in the lab nothing breaks. */
const EXIT_CODES: readonly (readonly [RegExp, number])[] = [
  // The logs tell of pushes that failed.
  [/^ccm-preflight diagnose /, 1],
  // The name server of the test knows no management point.
  [/^ccm-preflight (?:discover|init .*--discover)(?!.*--mp )/, 1],
  // These clients are addresses at which nothing listens.
  [/^ccm-preflight check --clients ccm.log/, 1],
  // In the lab everything is open.
  [/ --expect-closed smb --audit$/, 1],
  // Without a site file the ports are the usual ones, and nothing of this machine's is a client.
  [/^ccm-preflight check --client pc001.contoso.com --product current-branch/, 1],
  // No console controls this machine.
  [/--method own-remote-control$/, 1],
];

const LINES = [
  ...new Map(
    [...SHELL_LINES.filter(isOurs), ...PROSE_LINES].map((command) => [command.line, command]),
  ).values(),
];

describe('command lines in the documentation', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  test('there are some', () => {
    expect(LINES.length).toBeGreaterThan(30);
  });

  test.each(LINES.map((command): [string, CommandLine] => [command.line, command]))(
    '%s',
    async (line, command) => {
      const { code, stdout, stderr } = await world.run(wordsOf(command));
      const [, expected = 0] = EXIT_CODES.find(([pattern]) => pattern.test(line)) ?? [];
      expect({ code, stderr: code === expected ? '' : `${stderr}${stdout}` }).toEqual({
        code: expected,
        stderr: '',
      });
    },
  );

  test('variables of the environment are taken', async () => {
    const said = SHELL_LINES.flatMap(({ line }) =>
      [...line.matchAll(/^\$env:(CCM_PREFLIGHT_\w+) = '(.*)'$/g)].map(
        ([, name = '', value = '']) => [name, value] as const,
      ),
    );
    expect(said.length).toBeGreaterThan(2);
    const { code } = await world.run(['check', '--client', 'pc001'], Object.fromEntries(said));
    // Without the site file that one of them names, nothing listens at the usual ports.
    expect(code).toBe(0);
  });

  test('every other line of a shell has a reason not to be run, and every reason a line', () => {
    const others = SHELL_LINES.filter((command) => !isOurs(command));
    const reasonless = others.filter(
      (command) => !NOT_RUN.some((reason) => isExcused(command, reason)),
    );
    expect(reasonless).toEqual([]);
    const idle = NOT_RUN.filter((reason) => !others.some((command) => isExcused(command, reason)));
    expect(idle).toEqual([]);
  });

  test('blocks of code say what they are', () => {
    const known = ['sh', 'powershell', 'cmd', 'console', 'yaml', 'text', 'ts', 'groovy', 'json'];
    expect(BLOCKS.filter(({ language }) => !known.includes(language))).toEqual([]);
  });
});
