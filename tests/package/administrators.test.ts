import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import {
  besideWindowsExecutable,
  moduleEntries,
  nugetEntries,
} from '../../scripts/package/administrators.ts';
import { makeFolder, runAsIs } from '../cli/run.ts';

const textOf = (name: string): string =>
  besideWindowsExecutable()
    .find((entry) => entry.name === name)
    ?.content.toString('utf8') ?? '';

test('the module is there as it loads: manifest, script, commands, texts and help in both languages', () => {
  const names = moduleEntries().map(({ name }) => name);
  for (const name of [
    'CcmPreflight.psd1',
    'CcmPreflight.psm1',
    'CcmPreflight.format.ps1xml',
    'Public/Test-CcmClientInstall.ps1',
    'en-US/CcmPreflight-help.xml',
    'ja-JP/CcmPreflight-help.xml',
    'ja-JP/Texts.psd1',
  ]) {
    expect(names).toContain(name);
  }
  expect(besideWindowsExecutable().map(({ name }) => name)).toEqual([
    'first-ten-minutes.html',
    'site.yaml',
    'acceptance.ps1',
    ...names.map((name) => `CcmPreflight/${name}`),
  ]);
});

test('the site template is one that can be filled in and read', async () => {
  const template = textOf('site.yaml');
  expect(template).toContain('\r\n');
  const cwd = makeFolder({ 'site.yaml': template });
  const { code, stderr } = await runAsIs(
    ['plan', '--site', 'site.yaml', '--product', 'current-branch', '-o', 'json'],
    { cwd },
  );
  expect([code, stderr]).toEqual([0, '']);
});

test('the commands of the page are commands, in both languages alike', () => {
  const page = textOf('first-ten-minutes.html');
  const commands = [...page.matchAll(/<pre><code>([^<]*)<\/code><\/pre>/g)].map(([, code]) => code);
  expect(commands).toHaveLength(10);
  expect(commands.slice(0, 5)).toEqual(commands.slice(5));
  const words = commands.flatMap((code) => [...(code ?? '').matchAll(/ccm-preflight\.exe (\w+)/g)]);
  const known = fs.readdirSync(path.join(import.meta.dirname, '../../src/cli/commands'));
  for (const [, word] of words) expect(known).toContain(`${word}.ts`);
});

test('the NuGet package names the module, its version and every kind of file', () => {
  const module = moduleEntries();
  const entries = nugetEntries({ version: '1.2.3', description: 'about' }, module);
  const text = (name: string): string =>
    entries.find((entry) => entry.name === name)?.content.toString('utf8') ?? '';
  expect(text('CcmPreflight.nuspec')).toMatch(
    /<id>CcmPreflight<\/id>\s+<version>1\.2\.3<\/version>/,
  );
  for (const { name } of module) {
    expect(text('[Content_Types].xml')).toContain(`Extension="${path.extname(name).slice(1)}"`);
  }
});
