import { once } from 'node:events';
import tls from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeListeners, startListener } from '../support/listeners.ts';
import { type TestStreams, testStreams } from '../support/streams.ts';
import { main } from '../../src/cli/main.ts';
import { withProduct } from '../support/product.ts';
import { makeFolder, parseReport, run } from './run.ts';
import { closedPort, closedPorts } from '../support/ports.ts';
import { printedBy } from '../support/printed.ts';

const folder = makeFolder();
afterEach(closeListeners);

/** Lets stand-ins listen on loopback while `look` looks. */
async function whileListening(
  argv: readonly string[],
  look: (streams: TestStreams) => Promise<void>,
): Promise<{ readonly code: number; readonly stdout: string }> {
  const streams = testStreams({ cwd: folder });
  const words = withProduct(['listen', '--address', '127.0.0.1', '--name', 'localhost', ...argv]);
  const running = main(words, streams);
  try {
    await Promise.race([streams.stdout.contains('Ctrl-C'), running]);
    await look(streams);
  } finally {
    streams.abort();
  }
  return { code: await running, stdout: streams.stdout.text };
}

describe('listen', () => {
  test('its certificate has the names that the site gives its roles', async () => {
    const [http, https] = await closedPorts(2);
    await whileListening(
      [
        ...`--role management-point --product cm2007 --communication native --site-code S01 --http-port ${http} --https-port ${https}`.split(
          ' ',
        ),
        ...'--mp mp01.contoso.com 127.0.0.9 --sup sup01.contoso.com'.split(' '),
      ],
      async () => {
        const socket = tls.connect({
          host: '127.0.0.1',
          port: Number(https),
          rejectUnauthorized: false,
        });
        await once(socket, 'secureConnect');
        const names = socket.getPeerCertificate().subjectaltname ?? '';
        socket.destroy();
        expect(names).toContain('DNS:localhost');
        expect(names).toContain('DNS:mp01.contoso.com');
        expect(names).toContain('IP Address:127.0.0.9');
        // Nor the names of roles that it does not stand in for.
        expect(names).not.toContain('sup01');
      },
    );
  });

  test('every role of current branch is open to check, and said to be a stand-in', async () => {
    const [http, https, smb, notification, mapper, ...dynamic] = await closedPorts(15);
    const site = [
      `--product current-branch --communication enhanced-http --http-port ${http}`,
      `--https-port ${https} --smb-port ${smb} --notification-port ${notification}`,
      `--rpc-port ${mapper} --rpc-dynamic-ports ${dynamic[0]}-${dynamic.at(-1)}`,
    ].flatMap((words) => words.split(' '));
    const roles = ['management-point', 'distribution-point', 'fallback-status-point', 'client'];
    const { code, stdout } = await whileListening(
      [...roles.flatMap((role) => ['--role', role]), ...site],
      async (streams) => {
        const [, ca = ''] = /--ca: (\S+)/.exec(streams.stdout.text) ?? [];
        const servers = ['--mp', 'localhost', '--dp', 'localhost', '--fsp', 'localhost'];
        const checked = ['check', '-o', 'json', '--ca', ca, ...servers, ...site];
        const fromClient = await run([...checked, '--from', 'client', '--method', 'manual']);
        const [client] = parseReport(printedBy(fromClient)).clients;
        expect(client?.requirements.map(({ id, outcome }) => [id, outcome])).toEqual([
          ['manual/fsp-http', 'open'],
          ['manual/client-notification', 'open'],
          ['manual/share-smb', 'not-named'],
          ['manual/mp-http', 'open'],
          ['manual/mp-https', 'open'],
          ['manual/dp-http', 'open'],
          ['manual/dp-https', 'open'],
        ]);
        expect(client?.warnings.map(({ code: warning }) => warning)).toContain('stand-in');
        const words = ['--client', 'localhost', '--method', 'client-push'];
        const fromServer = await run([...checked, ...words]);
        const [pushed] = parseReport(printedBy(fromServer)).clients;
        expect(pushed?.methods[0]).toMatchObject({ here: 'works' });
        expect(pushed?.warnings.map(({ code: warning }) => warning)).toEqual(['stand-in']);
        const page = await fetch(`http://127.0.0.1:${http}/`);
        expect(page.status).toBe(200);
        expect(await page.text()).toContain('stand-in of ccm-preflight for: management point');
      },
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`TCP ${http} HTTP (management point, distribution point, fallback`);
    const [told = ''] = stdout.split(/^\S+ {2}127/m);
    const long = told.split('\n').filter((line) => line.length > 80 && !line.includes('--ca'));
    expect(long).toEqual([]);
    expect(stdout).toMatch(new RegExp(`127\\.0\\.0\\.1 reaches TCP ${http} HTTP`));
    // Each is told of once.
    expect(stdout.split(`reaches TCP ${http} `)).toHaveLength(2);
    expect(stdout.trimEnd()).toMatch(/1 computer came\.$/);
  });

  test('a port in use is refused with its number, and nothing is left open', async () => {
    const taken = await startListener();
    const free = await closedPort();
    const named =
      '--address 127.0.0.1 --role management-point --product current-branch --communication http';
    const { code, stdout, stderr } = await run(
      `listen ${named} --http-port ${taken.port} --notification-port ${free}`,
    );
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `ccm-preflight: listen: TCP ${taken.port} HTTP (management point): another program listens there; stop it, or choose another port\n`,
    );
    await expect(fetch(`http://127.0.0.1:${free}/`)).rejects.toThrow('fetch failed');
  });

  test.each([
    [['--role', 'nobody'], 'management-point'],
    [
      [],
      'ccm-preflight: --role is missing; name a role to stand in for: --role management-point; see --help',
    ],
    [['--role'], '--role: a value is missing, one of management-point, '],
    [['--role', 'client', '--address', 'pc001'], '"pc001" is no IPv4 or IPv6 address'],
    [['--role', 'client', '--address', '192.0.2.7'], '"192.0.2.7" is no IPv4 or IPv6 address'],
    [
      ['--role', 'server-locator-point', '--product', 'current-branch'],
      'product current-branch has no server locator point',
    ],
    [['--role', 'client', '--name', 'pc 001'], '--name'],
  ])('%j is refused', async (words, said) => {
    const { code, stderr } = await run(['listen', ...words]);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});
