import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { makeFolder, run } from './run.ts';

const labs: Lab[] = [];

afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.close()));
});

const report = z.object({
  clients: z.tuple([
    z.object({
      methods: z.array(
        z.object({
          method: z.string(),
          here: z.string(),
          verdict: z.string(),
          brokenBy: z.array(z.string()),
        }),
      ),
    }),
  ]),
});
type Entry = z.infer<typeof report>['clients'][0];

/** A report of a client on the internet, saved and read again by `merge`. */
async function checkedAndRead(faults: readonly string[]): Promise<{
  readonly code: number;
  readonly told: string;
  readonly entry: Entry;
}> {
  const lab = await startLab({ product: 'current-branch', location: 'internet', faults });
  labs.push(lab);
  const folder = makeFolder();
  const [site, ca, saved] = ['site.yaml', 'ca.pem', 'r.json'].map((name) =>
    path.join(folder, name),
  );
  writeFileSync(site ?? '', lab.siteFile);
  writeFileSync(ca ?? '', lab.ca);
  const words = `check --from client --client-name pc1 --site ${site} --ca ${ca} --quiet`;
  const { code, stdout } = await run(`${words} -o json=${saved} -o table`);
  const again = await run(`merge ${saved} -o json`);
  const [entry] = report.parse(JSON.parse(again.stdout)).clients;
  return { code, told: stdout.replace(/\s+/g, ' '), entry };
}

describe('a client on the internet', () => {
  test('is ready where its gateway answers, whatever is not in its reach', async () => {
    const { code, told, entry } = await checkedAndRead([]);
    expect(code).toBe(0);
    expect(told).toContain('manual or logon script works');
    expect(entry.methods.map(({ method, here, verdict }) => [method, here, verdict])).toEqual([
      ['client-push', 'not-applicable', 'not-applicable'],
      ['software-update-point', 'not-applicable', 'not-applicable'],
      ['group-policy', 'not-applicable', 'not-applicable'],
      ['manual', 'works', 'works'],
      ['software-distribution', 'works', 'works'],
    ]);
  });

  test("breaks where its gateway tells why it can't serve, and that is said", async () => {
    const { code, told, entry } = await checkedAndRead(['manual/cmg-https=gateway-refusal']);
    expect(code).toBe(1);
    expect(told).toContain('CMGConnector_Clientcertificaterequired');
    expect(told).toContain('StatusCode=403');
    const manual = entry.methods.find(({ method }) => method === 'manual');
    expect(manual).toMatchObject({ here: 'breaks', brokenBy: ['manual/cmg-https'] });
  });
});
