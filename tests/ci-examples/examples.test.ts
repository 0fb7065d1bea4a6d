import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { describeLong } from '../support/long.ts';
import { evaluate, runAction } from './action.ts';
import { BLOCKS, EXAMPLES, type Example } from './examples.ts';
import { type Environment, Workspace } from './workspace.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

interface JobEnded {
  readonly code: number;
  readonly stderr: string;
  /** Files and folders that the job keeps, absolute. */
  readonly kept: Readonly<Partial<Record<'reports' | 'junit', string>>>;
  readonly workspace: Workspace;
}

/** Does what an example says: after a step that failed, only what comes whatever came. */
async function runJob(example: Example, siteFile: string): Promise<JobEnded> {
  const workspace = new Workspace(siteFile);
  const known: Record<string, string> = {};
  const kept: Record<string, string> = {};
  let [code, stderr] = [0, ''];
  for (const step of example.steps) {
    if (step.kind === 'keep') {
      if (code === 0 || step.after === 'whatever came') {
        kept[step.what] = path.resolve(workspace.checkout, evaluate(step.path, known));
      }
      continue;
    }
    if (code !== 0) continue;
    const ended =
      step.kind === 'run'
        ? await workspace.run(step.shell, step.script, example.environment)
        : await runStep(
            step.id,
            { ...step.inputs, wait: shortened(step.inputs['wait']) },
            known,
            workspace,
          );
    code = ended.code;
    stderr += ended.stderr;
  }
  return { code, stderr, kept, workspace };
}

/** What is broken on purpose is not waited for. */
const shortened = (wait: string | undefined): string => {
  expect(wait).toBe('10m');
  return '50ms';
};

async function runStep(
  id: string,
  inputs: Environment,
  known: Record<string, string>,
  workspace: Workspace,
): Promise<{ readonly code: number; readonly stderr: string }> {
  const ended = await runAction(inputs, workspace);
  for (const [name, value] of Object.entries(ended.outputs)) {
    known[`steps.${id}.outputs.${name}`] = value;
  }
  return ended;
}

/** The site without its management points: something stays unproven. */
function withoutManagementPoints(siteFile: string): string {
  const site = parse(siteFile);
  delete site.roles.managementPoints;
  return stringify(site);
}

const reportIn = (folder: string | undefined): { summary: { exitCode: number } } =>
  JSON.parse(fs.readFileSync(path.join(folder ?? '', 'report.json'), 'utf8'));
const junitIn = (folder: string | undefined): string =>
  fs.readFileSync(path.join(folder ?? '', 'junit.xml'), 'utf8');

test('every example of the document is tested', () => {
  expect(Object.keys(EXAMPLES)).toHaveLength(BLOCKS);
});

describe.each(Object.entries(EXAMPLES))('the example for %s', (_name, load) => {
  test('passes in a lab where all works, after it was built', async () => {
    const example = load();
    const { code, stderr, kept, workspace } = await runJob(example, lab.siteFile);
    expect([code, stderr.replaceAll(/^\+.*\n/gm, '')]).toEqual([0, '']);
    expect(fs.existsSync(path.join(workspace.checkout, 'lab-is-built'))).toBe(true);
    expect(reportIn(kept.reports).summary.exitCode).toBe(0);
    expect(junitIn(kept.reports)).toContain('<testsuite');
    const { PREFLIGHT_PACKAGE: source } = example.environment;
    // The action runs the build that stands in its repository.
    expect(workspace.npmCalls).toEqual(source === undefined ? [] : [`install --global ${source}`]);
  });
});

describeLong('examples of CI where not all is well').each(Object.entries(EXAMPLES))(
  'the example for %s',
  (_name, load) => {
    let broken: Lab;
    beforeAll(async () => {
      broken = await startLab({ faults: ['manual/mp-http=refuse'] });
    });
    afterAll(() => broken.close());

    test('fails where a method breaks, and keeps its reports all the same', async () => {
      const { code, kept } = await runJob(load(), broken.siteFile);
      expect(code).toBe(1);
      expect(reportIn(kept.reports).summary.exitCode).toBe(1);
      expect(junitIn(kept.reports)).toContain('<failure');
      // The action's own annotations take the place of a test report there.
      const published = kept.junit ?? path.join(kept.reports ?? '', 'junit.xml');
      expect(published).toBe(path.join(kept.reports ?? '', 'junit.xml'));
    });

    test('does what it says where something stays unproven', async () => {
      const example = load();
      const { code, kept } = await runJob(example, withoutManagementPoints(lab.siteFile));
      expect(code).toBe(3);
      expect(reportIn(kept.reports).summary.exitCode).toBe(3);
      expect(example.warns).toEqual(load === EXAMPLES['GitLab CI'] ? [3] : []);
    });

    test('fails where the site file is wrong', async () => {
      const { code, stderr } = await runJob(load(), 'communication: loud\n');
      expect(code).toBe(2);
      expect(stderr).toContain('lab.yaml:1:');
    });
  },
);
