import fs from 'node:fs';
import path from 'node:path';
import { mustRun } from '../../real/support/command.ts';
import type { Host } from '../../real/support/host.ts';

const SSH_PORT = 22;
/** sshd's own, where it puts its unprivileged half. */
const EMPTY_FOLDER = '/run/sshd';

/** Where a host's own files would be: all hosts share one file system. */
export interface RemoteFolders {
  readonly home: string;
  readonly temporary: string;
}

/** @returns the file of a new private key; its public half is beside it, with `.pub` */
export async function makeKey(folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  await mustRun(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  return file;
}

/**
 * Starts an SSH server on a host, with a home and a folder for temporary files of its own.
 * @param userKey who may log in
 * @returns its line for a file of known hosts
 */
export async function startSshServer(
  host: Host,
  address: string,
  userKey: string,
): Promise<{ readonly folders: RemoteFolders; readonly knownHost: string }> {
  fs.mkdirSync(EMPTY_FOLDER, { recursive: true, mode: 0o755 });
  const folders = {
    home: path.join(host.folder, 'home'),
    temporary: path.join(host.folder, 'tmp'),
  };
  for (const folder of Object.values(folders)) fs.mkdirSync(folder, { mode: 0o700 });
  const hostKey = await makeKey(host.folder, 'host_key');
  const config = path.join(host.folder, 'sshd_config');
  fs.writeFileSync(
    config,
    [
      `Port ${SSH_PORT}`,
      `ListenAddress ${address}`,
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${userKey}.pub`,
      `SetEnv HOME=${folders.home} TMPDIR=${folders.temporary}`,
      'Subsystem sftp internal-sftp',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      // The lab's folder is under /tmp.
      'StrictModes no',
      'UsePAM no',
      'PidFile none',
      '',
    ].join('\n'),
  );
  await host.startServer(['/usr/sbin/sshd', '-D', '-e', '-f', config], [SSH_PORT]);
  const key = fs.readFileSync(`${hostKey}.pub`, 'utf8').trim();
  return { folders, knownHost: `${address} ${key}` };
}
