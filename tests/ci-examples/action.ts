import path from 'node:path';
import fs from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { REPOSITORY } from '../real/support/tool.ts';
import { type Ended, type Environment, type Workspace, read } from './workspace.ts';

const text = z.string().min(1);

/** What GitHub knows in the file of a composite action; anything else is refused. */
const actionFile = z.strictObject({
  name: text,
  description: text,
  branding: z.strictObject({ icon: text, color: z.enum(['blue', 'green', 'orange']) }),
  inputs: z.record(
    z.string().regex(/^[a-z-]+$/),
    z.strictObject({
      description: text,
      required: z.boolean().optional(),
      default: z.string().optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: text, value: text })),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(
      z.strictObject({
        name: text,
        id: text.optional(),
        // A composite action has no default.
        shell: z.literal('bash'),
        env: z.record(z.string(), z.string()).default({}),
        run: text,
      }),
    ),
  }),
});

export const ACTION = actionFile.parse(parse(read('action.yml')));

/** Fills in `${{ inputs.site }}` and `${{ steps.check.outputs.json }}` from what is known. */
export function evaluate(template: string, known: Environment): string {
  return template.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_all, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`nothing is known of ${name}`);
    return value;
  });
}

export interface ActionEnded extends Ended {
  readonly outputs: Environment;
  /** What the step's summary holds. */
  readonly summary: string;
}

/** Runs the action's steps as GitHub's runner does, up to the first that fails. */
export async function runAction(given: Environment, workspace: Workspace): Promise<ActionEnded> {
  for (const name of Object.keys(given)) {
    if (ACTION.inputs[name] === undefined) throw new Error(`${name} is no input`);
  }
  const known: Record<string, string> = {};
  for (const [name, input] of Object.entries(ACTION.inputs)) {
    const value = given[name] ?? input.default;
    if (value === undefined) throw new Error(`${name} is required`);
    known[`inputs.${name}`] = value;
  }
  const summary = workspace.emptyFile('summary');
  // What the action may use, and nothing that a clone has besides.
  const checkout = path.join(workspace.root, 'action');
  fs.cpSync(path.join(REPOSITORY, 'action'), path.join(checkout, 'action'), { recursive: true });
  let ended: Ended = { code: 0, stdout: '', stderr: '' };
  for (const { id, env, run } of ACTION.runs.steps) {
    const outputs = workspace.emptyFile('outputs');
    ended = await workspace.run('github-bash', run, {
      ...Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, evaluate(value, known)]),
      ),
      GITHUB_ACTION_PATH: checkout,
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: workspace.root,
    });
    for (const line of fs.readFileSync(outputs, 'utf8').split('\n')) {
      const [, name, value] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined) known[`steps.${id}.outputs.${name}`] = value ?? '';
    }
    if (ended.code !== 0) break;
  }
  const outputs = Object.fromEntries(
    Object.entries(ACTION.outputs).map(([name, { value }]) => [
      name,
      evaluate(value, { 'steps.check.outputs.exit-code': '', ...known }),
    ]),
  );
  return { ...ended, outputs, summary: fs.readFileSync(path.join(summary), 'utf8') };
}
