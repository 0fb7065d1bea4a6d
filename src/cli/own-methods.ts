import { OWN_NAME } from '../catalogue/flow.ts';
import type { Command } from './command.ts';

/**
 * For commands whose option for methods also takes the user's own. Which there are is in the site's
 * catalogue, which is read when the command runs.
 * @param said words of the command line and of the environment
 */
export function withOwnMethods(command: Command, said: readonly string[]): Command {
  const { method } = command.options;
  if (method?.choices === undefined) return command;
  const own = said.flatMap((word) => word.split(/[=;]/)).filter((word) => OWN_NAME.test(word));
  const choices = [...method.choices, ...new Set(own)];
  return { ...command, options: { ...command.options, method: { ...method, choices } } };
}
