import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { icon } from '../../scripts/package/icon.ts';
import { TOOL } from '../../src/run/tool.ts';
import { makeFolder } from '../cli/run.ts';
import { PROGRAM_PATH, mustRun, runCommand } from '../real/support/command.ts';
import { describeUnless } from '../support/skip.ts';

const NAMED = process.env['CCM_PREFLIGHT_WINDOWS_EXECUTABLE'];

function whyNot(): string | null {
  if (NAMED === undefined) return 'CCM_PREFLIGHT_WINDOWS_EXECUTABLE names no executable';
  const folders = PROGRAM_PATH.split(':');
  return folders.some((folder) => fs.existsSync(path.join(folder, 'osslsigncode')))
    ? null
    : 'osslsigncode is not installed';
}

const describeSigning = describeUnless(whyNot());

describeSigning('the Windows executable', () => {
  const folder = makeFolder();
  const executable = path.resolve(NAMED ?? '');
  const at = (name: string): string => path.join(folder, name);
  const [key, certificate, signed] = [
    at('key.pem'),
    at('certificate.pem'),
    at('signed.exe'),
  ] as const;

  test('has nothing left of the signature of Node, and a checksum that is right', async () => {
    const { stdout, stderr } = await runCommand(['osslsigncode', 'verify', executable]);
    expect(stdout + stderr).toContain('No signature found');
    expect(stdout + stderr).not.toContain('invalid PE checksum');
  });

  test('names itself, not Node, in its properties', () => {
    const content = fs.readFileSync(executable);
    const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
    expect(content.includes(wide(`ProductVersion\0${TOOL.version}\0`))).toBe(true);
    expect(content.includes(wide('OriginalFilename\0ccm-preflight.exe\0'))).toBe(true);
    expect(content.includes(wide('OriginalFilename\0node.exe\0'))).toBe(false);
  });

  test('asks for no rights, takes long paths, and speaks UTF-8', () => {
    const text = fs.readFileSync(executable).toString('latin1');
    expect(text).toContain('<requestedExecutionLevel level="asInvoker"');
    expect(text).toMatch(/<longPathAware [^>]+>true</);
    expect(text).toMatch(/<activeCodePage [^>]+>UTF-8</);
  });

  test('has an icon of its own', () => {
    expect(fs.readFileSync(executable).includes(icon().subarray(-500))).toBe(true);
  });

  test('can be signed', async () => {
    const request = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Test'];
    const usage = ['-addext', 'extendedKeyUsage=codeSigning'];
    const files = ['-keyout', key, '-out', certificate];
    await mustRun(['openssl', 'req', '-x509', ...request, ...usage, ...files]);
    const by = ['-certs', certificate, '-key', key, '-h', 'sha256'];
    await mustRun(['osslsigncode', 'sign', ...by, '-in', executable, '-out', signed]);
    const verified = await mustRun(['osslsigncode', 'verify', '-CAfile', certificate, signed]);
    expect(verified).toContain('Signature verification: ok');
    expect(verified).toContain('Number of verified signatures: 1');
  });
});
