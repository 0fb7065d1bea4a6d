import { EXIT_CODES } from '../../judge/summary.ts';
import type { Command } from '../command.ts';

export const INIT_COMMAND: Command = {
  usage: 'init',
  describe: '',
  options: {},
  examples: [],
  run: () => Promise.resolve(EXIT_CODES.ok),
};
