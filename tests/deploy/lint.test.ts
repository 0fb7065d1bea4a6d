import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { PROGRAM_PATH, type CommandResult, runCommand } from '../real/support/command.ts';
import { makeFolder } from '../support/folder.ts';
import { PLAYBOOKS } from './support/estate.ts';
import { describeUnless } from '../support/skip.ts';

const LINTER = 'ansible-lint';
/** Debian's package `ansible` brings it; the tasks for Windows are of its modules. */
const COLLECTION = '/usr/lib/python3/dist-packages/ansible_collections/ansible/windows';

function whyNot(): string | null {
  const missing = [
    ...(PROGRAM_PATH.split(':').some((folder) => fs.existsSync(path.join(folder, LINTER)))
      ? []
      : [LINTER]),
    ...(fs.existsSync(COLLECTION) ? [] : ['ansible']),
  ];
  if (missing.length === 0) return null;
  return `not installed: ${missing.join(', ')} (tests/deploy/packages-lint.txt)`;
}

describeUnless(whyNot(), 'CCM_PREFLIGHT_REQUIRE_LINT')('the playbook as it is written', () => {
  let home: string;
  beforeAll(() => {
    home = makeFolder();
  });

  const inPlaybooks = (...words: readonly string[]): Promise<CommandResult> =>
    runCommand(['env', '-C', PLAYBOOKS, ...words], {
      environment: { HOME: home, LC_ALL: 'C.UTF-8' },
    });

  test('ansible-lint has nothing to say', async () => {
    const { exitCode, stdout } = await inPlaybooks(
      LINTER,
      '--offline',
      '--nocolor',
      '-q',
      '--strict',
    );
    expect([exitCode, stdout]).toEqual([0, '']);
  });

  test('the example of an inventory names hosts of both groups', async () => {
    const { exitCode, stdout, stderr } = await inPlaybooks(
      'ansible-playbook',
      '-i',
      'inventory.example.yml',
      'preflight.yml',
      '--list-hosts',
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const host of ['cm01.contoso.com', 'pc001.contoso.com', '192.0.2.7']) {
      expect(stdout).toContain(host);
    }
  });

  // Included while a play goes on, they are looked at by no syntax check of the playbook.
  test.each(['begin', 'main', 'merge', 'ask-posix', 'ask-windows', 'check-posix', 'check-windows'])(
    'tasks/%s.yml is understood',
    async (tasks) => {
      const playbook = path.join(home, 'playbook.yml');
      const role = path.join(PLAYBOOKS, 'roles', 'ccm_preflight');
      const task = { 'ansible.builtin.import_role': { name: role, tasks_from: tasks } };
      fs.writeFileSync(playbook, JSON.stringify([{ hosts: 'all', tasks: [task] }]));
      const { exitCode, stderr } = await inPlaybooks(
        'ansible-playbook',
        '-i',
        'inventory.example.yml',
        playbook,
        '--syntax-check',
      );
      expect([exitCode, stderr]).toEqual([0, '']);
    },
  );
});
