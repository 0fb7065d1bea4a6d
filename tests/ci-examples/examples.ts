import { parse } from 'yaml';
import { z } from 'zod';
import { type Directive, parseJenkinsfile } from './jenkinsfile.ts';
import { type Environment, type Shell, read } from './workspace.ts';

/** What a job does, one after the other. */
export type Step =
  | { readonly kind: 'run'; readonly shell: Shell; readonly script: string }
  | { readonly kind: 'action'; readonly id: string; readonly inputs: Environment }
  /** Files that are kept; a name may come from an action's outputs. */
  | {
      readonly kind: 'keep';
      readonly what: 'reports' | 'junit';
      readonly path: string;
      readonly after: 'success' | 'whatever came';
    };

export interface Example {
  readonly steps: readonly Step[];
  readonly environment: Environment;
  /** Exit codes that do not fail the pipeline. */
  readonly warns: readonly number[];
}

const blocks = [...read('docs/ci.md').matchAll(/^```(yaml|groovy)\n(.*?)^```$/gms)].map(
  ([, language, text = '']) => ({ language, text }),
);

function block(language: string, number: number): string {
  const found = blocks.filter((each) => each.language === language)[number];
  if (found === undefined) throw new Error(`${language} ${number} is not there`);
  return found.text;
}

const text = z.string().min(1);
const words = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const workflow = z.strictObject({
  name: text,
  on: z.array(z.enum(['push', 'pull_request', 'workflow_dispatch'])),
  permissions: z.strictObject({ contents: z.literal('read') }),
  jobs: z.strictObject({
    'smoke-test': z.strictObject({
      'runs-on': z.array(text),
      'timeout-minutes': z.number(),
      steps: z.array(
        z.union([
          z.strictObject({ name: text.optional(), run: text }),
          z.strictObject({
            name: text.optional(),
            id: text.optional(),
            if: z.literal('always()').optional(),
            uses: z.string().regex(/^[\w-]+\/[\w-]+@[\w.]+$/),
            with: words.default({}),
          }),
        ]),
      ),
    }),
  }),
});

function githubActions(): Example {
  const { jobs } = workflow.parse(parse(block('yaml', 0)));
  const steps = jobs['smoke-test'].steps.flatMap((step): readonly Step[] => {
    if ('run' in step) return [{ kind: 'run', shell: 'github-default', script: step.run }];
    if (step.uses.includes('/ccm-preflight@')) {
      const inputs = Object.entries(step.with).map(([name, value]) => [name, String(value)]);
      return [{ kind: 'action', id: step.id ?? '', inputs: Object.fromEntries(inputs) }];
    }
    // The checkout and Node are there already.
    if (!step.uses.startsWith('actions/upload-artifact@')) return [];
    const after = step.if === 'always()' ? 'whatever came' : 'success';
    return [{ kind: 'keep', what: 'reports', path: String(step.with['path']), after }];
  });
  return { steps, environment: {}, warns: [] };
}

const condition = z.literal('succeededOrFailed()').optional();
const azureFile = z.strictObject({
  trigger: z.array(text),
  pool: text,
  variables: z.record(z.string(), text),
  steps: z.array(
    z.union([
      z.strictObject({
        bash: text,
        displayName: text,
        timeoutInMinutes: z.number().optional(),
      }),
      z.strictObject({
        task: z.literal('UseNode@1'),
        inputs: z.strictObject({ version: text }),
      }),
      z.strictObject({
        task: z.literal('PublishTestResults@2'),
        condition,
        inputs: z.strictObject({
          testResultsFormat: z.literal('JUnit'),
          testResultsFiles: text,
          testRunTitle: text,
        }),
      }),
      z.strictObject({
        task: z.literal('PublishPipelineArtifact@1'),
        condition,
        inputs: z.strictObject({ targetPath: text, artifact: text }),
      }),
    ]),
  ),
});

function azurePipelines(): Example {
  const { steps, variables } = azureFile.parse(parse(block('yaml', 1)));
  return {
    environment: variables,
    warns: [],
    steps: steps.flatMap((step): readonly Step[] => {
      if ('bash' in step) return [{ kind: 'run', shell: 'azure', script: step.bash }];
      if (step.task === 'UseNode@1') return [];
      const after = step.condition === undefined ? 'success' : 'whatever came';
      return step.task === 'PublishTestResults@2'
        ? [{ kind: 'keep', what: 'junit', path: step.inputs.testResultsFiles, after }]
        : [{ kind: 'keep', what: 'reports', path: step.inputs.targetPath, after }];
    }),
  };
}

const job = z.strictObject({
  stage: z.enum(['build', 'smoke-test']),
  tags: z.array(text),
  image: text.optional(),
  timeout: text.optional(),
  before_script: z.array(text).default([]),
  script: z.array(text),
  allow_failure: z.strictObject({ exit_codes: z.number() }).optional(),
  artifacts: z
    .strictObject({
      when: z.enum(['on_success', 'on_failure', 'always']).default('on_success'),
      paths: z.array(text),
      reports: z.strictObject({ junit: text }),
    })
    .optional(),
});
const gitlabFile = z.strictObject({
  stages: z.tuple([z.literal('build'), z.literal('smoke-test')]),
  variables: z.record(z.string(), text),
  'build-lab': job,
  preflight: job,
});

function gitlab(): Example {
  const file = gitlabFile.parse(parse(block('yaml', 2)));
  const jobs = [file['build-lab'], file.preflight];
  return {
    environment: file.variables,
    warns: jobs.flatMap(({ allow_failure: allowed }) => allowed?.exit_codes ?? []),
    steps: jobs.flatMap(({ before_script: before, script, artifacts }): readonly Step[] => {
      const run: Step = { kind: 'run', shell: 'gitlab', script: [...before, ...script].join('\n') };
      if (artifacts === undefined) return [run];
      const after = artifacts.when === 'always' ? 'whatever came' : 'success';
      const kept = artifacts.paths.map((path): Step => ({
        kind: 'keep',
        what: 'reports',
        path,
        after,
      }));
      return [run, ...kept, { kind: 'keep', what: 'junit', path: artifacts.reports.junit, after }];
    }),
  };
}

/** What a declarative pipeline may hold where. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  pipeline: ['agent', 'options', 'environment', 'stages'],
  agent: ['label'],
  options: ['timeout'],
  environment: ['PREFLIGHT_PACKAGE'],
  stages: ['stage'],
  stage: ['steps', 'post'],
  steps: ['sh'],
  post: ['always'],
  always: ['junit', 'archiveArtifacts'],
};

function jenkins(): Example {
  const file = parseJenkinsfile(block('groovy', 0));
  const environment: Record<string, string> = {};
  const steps: Step[] = [];
  const visit = ({ name, words: said, body }: Directive, parent: string | null): void => {
    const allowed = parent === null ? ['pipeline'] : (SECTIONS[parent] ?? []);
    if (!allowed.includes(name)) throw new Error(`${name} has no place in ${parent}`);
    const [first = ''] = said;
    if (parent === 'environment') environment[name] = first;
    if (name === 'sh') steps.push({ kind: 'run', shell: 'jenkins', script: first });
    if (parent === 'always') {
      const path = first.replace(/\*\*$/, '');
      steps.push({
        kind: 'keep',
        what: name === 'junit' ? 'junit' : 'reports',
        path,
        after: 'whatever came',
      });
    }
    for (const inner of body ?? []) visit(inner, name);
  };
  for (const directive of file) visit(directive, null);
  return { steps, environment, warns: [] };
}

export const EXAMPLES: Readonly<Record<string, () => Example>> = {
  'GitHub Actions': githubActions,
  'Azure Pipelines': azurePipelines,
  'GitLab CI': gitlab,
  Jenkins: jenkins,
};

/** How many examples the document holds. */
export const BLOCKS = blocks.length;
