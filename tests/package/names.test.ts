import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { REPOSITORY } from '../real/support/tool.ts';

/** Made by programs, or of no interest to people. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'release', 'coverage', 'action']);
const TEXTS = /\.(?:md|ya?ml|json|[cm]?[jt]s|sh|ps1|j2|groovy)$|(?:^|\/)(?:Jenkinsfile|run)$/;

const files = fs
  .readdirSync(REPOSITORY, { recursive: true, encoding: 'utf8' })
  .filter((file) => !file.split(path.sep).some((part) => LEFT_OUT.has(part)) && TEXTS.test(file))
  .filter((file) => fs.statSync(path.join(REPOSITORY, file)).isFile());
const read = (file: string): string => fs.readFileSync(path.join(REPOSITORY, file), 'utf8');

/** A package manager that is given the bare name, which it would look for in a registry. */
const BY_NAME =
  /\b(?:npx|bunx|pnpx|(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|exec|x|dlx|create|link))\s+(?:-\S+\s+)*["']?ccm-preflight(?:@[\w.^~-]+)?["']?(?=[\s;|&`)]|$)/gmu;

const manifest = z
  .object({ name: z.string(), version: z.string(), private: z.boolean() })
  .parse(JSON.parse(read('package.json')));

describe("the name, which is not this project's in a registry", () => {
  test.each([
    'npx ccm-preflight lab',
    'npx --yes ccm-preflight@latest check',
    'npm install -g ccm-preflight',
    'npm i ccm-preflight@^1.0.0',
    'pnpm dlx "ccm-preflight"',
    'yarn add ccm-preflight',
  ])('would be fetched by "%s"', (line) => {
    expect(line.match(BY_NAME)).toHaveLength(1);
  });

  test.each([
    'npm install ./ccm-preflight-0.1.0.tgz',
    'npm install --global "$PREFLIGHT_PACKAGE"',
    'npm install https://packages.example.com/ccm-preflight.tgz',
    'node bin/ccm-preflight.js check',
  ])('is not fetched by "%s"', (line) => {
    expect(line.match(BY_NAME)).toBeNull();
  });

  test('is fetched nowhere here', () => {
    expect(files.length).toBeGreaterThan(300);
    const self = path.join('tests', 'package', 'names.test.ts');
    const found = files
      .filter((file) => file !== self)
      .flatMap((file) => [...read(file).matchAll(BY_NAME)].map(([line]) => `${file}: ${line}`));
    expect(found).toEqual([]);
  });

  test('can be published by nobody by mistake', () => {
    expect(manifest).toMatchObject({ name: 'ccm-preflight', private: true });
  });
});

describe('the action', () => {
  test('is named by the tag of this version, everywhere', () => {
    const used = files
      .filter((file) => /\.(?:md|ya?ml)$/u.test(file))
      .flatMap((file) => [...read(file).matchAll(/\/ccm-preflight@([\w./-]+)/gu)])
      .map(([, tag]) => tag);
    expect(used.length).toBeGreaterThan(0);
    expect(new Set(used)).toEqual(new Set([`v${manifest.version}`]));
  });

  test('fetches and installs nothing', () => {
    const { runs } = z
      .object({ runs: z.object({ steps: z.array(z.object({ run: z.string() })) }) })
      .parse(parse(read('action.yml')));
    for (const { run } of runs.steps) {
      expect(run).not.toMatch(/\b(?:npm|npx|yarn|pnpm|curl|wget|git)\b/u);
    }
  });
});
