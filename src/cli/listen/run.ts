import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { aborted } from '../../base/abort.ts';
import { isServedBy } from '../../catalogue/ends.ts';
import type { Role } from '../../catalogue/vocabulary.ts';
import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { makeAuthority } from '../../lab/certificates.ts';
import {
  type StandInRole,
  type StandInService,
  standInServices,
} from '../../lab/stand-in/services.ts';
import { type Taken, startStandIns } from '../../lab/stand-in/start.ts';
import type { StandInCertificate } from '../../lab/stand-in/web.ts';
import { type Appearance, makeStyle } from '../../report/terminal/style.ts';
import { paragraph } from '../../report/terminal/layout.ts';
import type { Site } from '../../site/site.ts';
import { complain } from '../output-error.ts';
import { stdoutSink } from '../sink.ts';
import type { Streams } from '../streams.ts';
import { Heard, heardService } from './heard.ts';
import { hostsOf } from './site.ts';

export interface ListenRun {
  readonly roles: readonly StandInRole[];
  readonly site: Site;
  readonly address: string;
  /** The full name that this computer gives itself. */
  readonly computerName: string;
}

/** Lets stand-ins answer for the roles, and reports who calls, until the user interrupts. */
export async function runListen(
  run: ListenRun,
  appearance: Appearance,
  streams: Streams,
): Promise<ExitCode> {
  const style = makeStyle(appearance);
  const { roles, site, address, computerName } = run;
  const { listen } = streams.texts;
  const services = standInServices(roles, site);
  const heard = new Heard(listen);
  const stdout = stdoutSink(streams);
  const speaksTls = services.some(({ kind }) => kind === 'https');
  const issued = speaksTls ? await certificateFor(computerName, hostsOf(roles, site)) : null;
  const folder = issued === null ? null : await mkdtemp(path.join(tmpdir(), 'ccm-preflight-'));
  const ca = folder === null ? null : path.join(folder, 'stand-in-ca.pem');
  try {
    if (ca !== null && issued !== null) await writeFile(ca, issued.ca);
    const started = await startStandIns(services, {
      address,
      computerName,
      tls: issued,
      onConnection: (service, from) => {
        const line = heard.note(heardService(service, ownersOf(service, roles)), from, new Date());
        if (line !== null) void stdout.write(`${line}\n`);
      },
    });
    if (started.kind === 'taken') {
      await complain(streams, tellTaken(started.taken, roles, streams));
      return EXIT_CODES.failed;
    }
    try {
      const lines = services.map((service) =>
        paragraph('', listen.service(heardService(service, ownersOf(service, roles))), style, 2),
      );
      const certificate = ca === null ? [] : [listen.certificate(ca)];
      await stdout.write(
        `${[
          paragraph('', listen.title(computerName, address), style, 0),
          ...lines,
          ...certificate,
          paragraph('', listen.note, style, 0),
          '',
        ].join('\n')}\n`,
      );
      await aborted(streams.interrupt);
    } finally {
      await Promise.all(started.simulators.map((simulator) => simulator.close()));
    }
    await stdout.write(`${listen.ended(heard.computers)}\n`);
    return (await stdout.close()) ? EXIT_CODES.ok : EXIT_CODES.failed;
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** Clients ask for a role by the name that the site gives it, and for this computer by its own. */
async function certificateFor(
  computerName: string,
  hosts: readonly string[],
): Promise<StandInCertificate & { readonly ca: string }> {
  const authority = await makeAuthority('ccm-preflight stand-in CA');
  const [label = computerName] = computerName.split('.');
  const all = [...new Set([computerName, label, hostname(), ...hosts])];
  return authority.issue({
    names: all.filter((host) => isIP(host) === 0),
    addresses: all.filter((host) => isIP(host) !== 0),
  });
}

/** The roles that were asked for and that need the service. */
function ownersOf(service: StandInService, roles: readonly StandInRole[]): readonly Role[] {
  return 'roles' in service
    ? service.roles
    : roles.filter((role) => isServedBy(service.kind, role));
}

function tellTaken(
  taken: readonly Taken[],
  roles: readonly StandInRole[],
  { texts }: Streams,
): string {
  const why = (code: string): string => {
    if (code === 'EADDRINUSE') return texts.listen.inUse;
    return code === 'EACCES' ? texts.listen.needsRights : texts.errorCode(code);
  };
  return taken
    .map(({ service, code }) =>
      texts.listen.taken(heardService(service, ownersOf(service, roles)), why(code)),
    )
    .map((line) => `ccm-preflight: listen: ${line}`)
    .join('\n');
}
