import { EXIT_CODES } from '../../judge/summary.ts';
import type { Command } from '../command.ts';

export const EXPLAIN_COMMAND: Command = {
  usage: 'explain',
  describe: '',
  options: {},
  examples: [],
  run: () => Promise.resolve(EXIT_CODES.ok),
};
