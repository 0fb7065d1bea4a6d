import { EXIT_CODES } from '../../judge/summary.ts';
import type { Command } from '../command.ts';

export const LAB_COMMAND: Command = {
  usage: 'lab',
  describe: 'Start the embedded lab on loopback',
  options: {},
  examples: [],
  run: () => Promise.resolve(EXIT_CODES.ok),
};
