import type { CommandEntry } from '../command.ts';

/** Every command, in the order of the help; each is loaded when it is chosen. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'check',
    usage: 'check',
    load: async () => (await import('./check.ts')).CHECK_COMMAND,
  },
  {
    name: 'plan',
    usage: 'plan',
    load: async () => (await import('./plan.ts')).PLAN_COMMAND,
  },
  {
    name: 'explain',
    usage: 'explain <what>',
    load: async () => (await import('./explain.ts')).EXPLAIN_COMMAND,
  },
  {
    name: 'merge',
    usage: 'merge <reports..>',
    load: async () => (await import('./merge.ts')).MERGE_COMMAND,
  },
  {
    name: 'diff',
    usage: 'diff <old> <new>',
    load: async () => (await import('./diff.ts')).DIFF_COMMAND,
  },
  {
    name: 'diagnose',
    usage: 'diagnose <logs..>',
    load: async () => (await import('./diagnose.ts')).DIAGNOSE_COMMAND,
  },
  {
    name: 'discover',
    usage: 'discover [file]',
    load: async () => (await import('./discover.ts')).DISCOVER_COMMAND,
  },
  {
    name: 'init',
    usage: 'init [file]',
    load: async () => (await import('./init.ts')).INIT_COMMAND,
  },
  {
    name: 'listen',
    usage: 'listen',
    load: async () => (await import('./listen.ts')).LISTEN_COMMAND,
  },
  {
    name: 'completion',
    usage: 'completion <shell>',
    load: async () => (await import('./completion.ts')).COMPLETION_COMMAND,
  },
  {
    name: 'lab',
    usage: 'lab',
    load: async () => (await import('./lab.ts')).LAB_COMMAND,
  },
];
