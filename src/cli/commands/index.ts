import type { CommandEntry } from '../command.ts';

/** Every command, in the order of the help; each is loaded when it is chosen. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    usage: 'check',
    describe: 'Probe the flows that can be proven from this machine, and judge each method',
    load: async () => (await import('./check.ts')).CHECK_COMMAND,
  },
  {
    usage: 'plan',
    describe: 'Print the flows that each method needs in this site; sends no packet',
    load: async () => (await import('./plan.ts')).PLAN_COMMAND,
  },
  {
    usage: 'explain <what>',
    describe: 'Tell what a method, a requirement or a port is for, and what breaks without it',
    load: async () => (await import('./explain.ts')).EXPLAIN_COMMAND,
  },
  {
    usage: 'merge <reports..>',
    describe:
      'Join the saved reports of shards and of repeated runs, or show one in another format',
    load: async () => (await import('./merge.ts')).MERGE_COMMAND,
  },
  {
    usage: 'init [file]',
    describe: 'Write a commented site file, filled from flags',
    load: async () => (await import('./init.ts')).INIT_COMMAND,
  },
  {
    usage: 'lab',
    describe:
      "Play a client and its site's servers on loopback, whole or broken, to try the tool on",
    load: async () => (await import('./lab.ts')).LAB_COMMAND,
  },
];
