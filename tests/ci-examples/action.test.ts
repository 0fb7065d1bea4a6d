import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { run } from '../cli/run.ts';
import { covering } from '../support/covering.ts';
import { describeLong } from '../support/long.ts';
import { ACTION, type ActionEnded, runAction } from './action.ts';
import { type Environment, SHELLS, Workspace } from './workspace.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

interface Done extends ActionEnded {
  readonly workspace: Workspace;
}

async function act(
  inputs: Environment,
  files: Readonly<Record<string, string>> = {},
): Promise<Done> {
  const workspace = new Workspace(lab.siteFile);
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(workspace.checkout, name), text);
  }
  return { ...(await runAction({ site: 'lab.yaml', ...inputs }, workspace)), workspace };
}

interface SavedReport {
  readonly run: { readonly from: string; readonly waited?: unknown };
  readonly methods: readonly { readonly method: string }[];
  readonly clients: readonly { readonly client: string }[];
}
const reportOf = ({ outputs }: Done): SavedReport =>
  JSON.parse(fs.readFileSync(outputs['json'] ?? '', 'utf8'));

describe('the action', () => {
  test('has no expression in a script: values come through the environment alone', () => {
    for (const { run } of ACTION.runs.steps) expect(run).not.toContain('${{');
  });

  test('uses every input, and nothing else', () => {
    const used = ACTION.runs.steps.flatMap(({ env }) =>
      Object.values(env).flatMap(
        (value) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? [],
      ),
    );
    expect(used.toSorted()).toEqual(Object.keys(ACTION.inputs).toSorted());
  });

  test('has scripts that the shell understands', async () => {
    const workspace = new Workspace('');
    for (const { run } of ACTION.runs.steps) {
      const check = `cat <<'END_OF_STEP' | ${SHELLS['github-bash'].join(' ')} -n\n${run}\nEND_OF_STEP\n`;
      expect(await workspace.run('github-bash', check)).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      });
    }
  });

  test('gives the exit code, the reports, annotations and a summary', async () => {
    const done = await act({ from: 'client', strict: 'true' });
    expect([done.code, done.stderr, done.outputs['exit-code']]).toEqual([0, '', '0']);
    expect(fs.readdirSync(done.outputs['reports'] ?? '').toSorted()).toEqual([
      'junit.xml',
      'report.json',
    ]);
    expect(fs.readFileSync(done.outputs['junit'] ?? '', 'utf8')).toContain('<testsuite');
    expect(done.stdout).toContain('::notice');
    expect(done.summary).not.toBe('');
    expect(reportOf(done).run).not.toHaveProperty('waited');
  });

  test('passes every input on', async () => {
    const done = await act(
      {
        from: 'site-server',
        clients: 'my clients.txt',
        method: 'client-push  manual\n',
        wait: '50ms',
        args: '--retries\n0\n\n--timeout=2s\n',
      },
      { 'my clients.txt': '127.0.0.1\nlocalhost\n' },
    );
    expect(done.stderr).toBe('');
    const report = reportOf(done);
    expect(report.clients.map(({ client }) => client)).toEqual(['127.0.0.1', 'localhost']);
    expect(report.methods.map(({ method }) => method)).toEqual(['client-push', 'manual']);
    expect(report.run).toMatchObject({ from: 'site-server', waited: { rounds: 0 } });
  });

  const HOSTILE = [
    '"; touch pwned; "',
    "'; touch pwned; '",
    '$(touch pwned)',
    '`touch pwned`',
    '; touch pwned #',
    '--output=json=pwned',
    '-ojson=pwned',
    '*',
    '${{ github.token }}',
    'x\nexit-code=0\nreports=/pwned',
    'x\\',
  ];
  /** Runs the action without the tool, then the tool with the words that the action gave it. */
  async function refusalOf(inputs: Environment) {
    const workspace = new Workspace(lab.siteFile);
    workspace.keepWords();
    const done = await runAction({ site: 'lab.yaml', ...inputs }, workspace);
    const words = workspace.keptWords;
    const ended = words === null ? null : await run(words, { cwd: workspace.checkout });
    return {
      inputs,
      exitCodes: [done.code, done.outputs['exit-code'], ended?.code ?? 'no tool'],
      isTold: (ended ?? done).stderr !== '',
      isOutside: done.outputs['reports']?.includes(workspace.root) === true,
      isLedAstray: fs.existsSync(path.join(workspace.checkout, 'pwned')),
    };
  }
  const REFUSED = { isTold: true, isOutside: true, isLedAstray: false } as const;

  const { chosen, rest } = covering(
    ['site', 'from', 'clients', 'method', 'wait', 'strict'].flatMap((name) =>
      HOSTILE.map((value) => [name, value] as const),
    ),
    (row) => row,
  );

  async function expectRefused(name: string, value: string): Promise<void> {
    const inputs = { [name]: value };
    // What is neither true nor false does not reach the tool.
    const exitCodes = [2, '2', name === 'strict' ? 'no tool' : 2];
    expect(await refusalOf(inputs)).toEqual({ ...REFUSED, inputs, exitCodes });
  }

  test.each(chosen)('takes a hostile value of %s for what it is, wrong: %p', expectRefused);

  describeLong('every hostile value of every input')('the action', () => {
    test.each(rest)('takes a hostile value of %s for what it is, wrong: %p', expectRefused);
  });

  test.each(HOSTILE.filter((value) => !value.startsWith('-')))(
    'takes a hostile further word for a word: %p',
    async (value) => {
      const inputs = { args: value };
      expect(await refusalOf(inputs)).toEqual({ ...REFUSED, inputs, exitCodes: [2, '2', 2] });
    },
  );

  test('asks for its required input', async () => {
    const workspace = new Workspace('');
    await expect(runAction({}, workspace)).rejects.toThrow('site is required');
  });
});
