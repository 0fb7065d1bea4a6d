import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startLab } from '../../../src/lab/lab.ts';
import { FORMATS } from '../../../src/report/forms/formats.ts';
import { makeFolder, run } from '../../cli/run.ts';

const folder = makeFolder();

const OUTPUTS = ['firewall', 'firewall-csv', 'firewall-powershell'] as const;

function checkOf(site: string, client: string): readonly string[] {
  return ['check', '--site', path.join(site, 'site.yaml'), '--client', client];
}

describe('a lab whose client refuses SMB', () => {
  test('gets one rule, for SMB to the client; a saved report gives the same', async () => {
    const lab = await startLab({ faults: ['client-push/smb=refuse'] });
    const smb = lab.plan.site.ports.smb;
    let checked;
    try {
      const site = makeFolder({ 'site.yaml': lab.siteFile });
      checked = await run(
        [
          ...checkOf(site, lab.client),
          '--retries',
          '0',
          '-o',
          'ndjson=run.ndjson',
          '-o',
          'json',
          ...OUTPUTS.flatMap((format) => ['-o', `${format}=run.${format}`]),
        ],
        { cwd: folder },
      );
      rmSync(site, { recursive: true });
    } finally {
      await lab.close();
    }
    expect(checked.stderr).toBe('');
    expect(checked.code).toBe(1);
    const saved = (format: string): string =>
      readFileSync(path.join(folder, `run.${format}`), 'utf8');
    const rows: Record<string, string>[] = parse(saved('firewall-csv'), {
      bom: true,
      columns: true,
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      necessity: 'required',
      methods: 'client-push',
      from_role: 'site-server',
      to_role: 'client',
      protocol: 'tcp',
      ports: String(smb),
      clients: '1',
      seen: 'refused:1',
      requirements: 'client-push/smb',
    });
    expect(rows[0]?.['to_addresses']).toMatch(/^(127\.0\.0\.1)?( ?::1)?$/);
    expect(saved('firewall').match(/^ *\d+\. .*$/gm)).toEqual([
      expect.stringMatching(new RegExp(`^ 1\\. TCP ${smb}: site server .*`)),
    ]);
    // Windows Firewall does not refuse.
    expect(saved('firewall-powershell')).not.toContain('Set-InboundRule');
    // None of them tells of every client.
    expect(OUTPUTS.map((format) => FORMATS[format].many)).toEqual(OUTPUTS.map(() => 'in-sum'));
    for (const format of OUTPUTS) {
      const shown = await run(['merge', 'run.ndjson', '-o', format], { cwd: folder });
      expect([shown.code, shown.stdout]).toEqual([1, saved(format)]);
    }
  });

  test('and nothing where nothing is broken', async () => {
    const lab = await startLab({});
    const site = makeFolder({ 'site.yaml': lab.siteFile });
    try {
      const { code, stdout } = await run([...checkOf(site, lab.client), '-o', 'firewall-csv'], {
        cwd: folder,
      });
      expect(code).toBe(0);
      expect(stdout.trim().split('\r\n')).toHaveLength(1);
    } finally {
      await lab.close();
      rmSync(site, { recursive: true });
    }
  });
});
