import { jsonWithoutCiCommands } from './ci-commands.ts';

/** JSON that a CI system can print without finding a command in it. @param indent blanks a level */
export function jsonText(value: unknown, indent?: number): string {
  return jsonWithoutCiCommands(JSON.stringify(value, null, indent));
}

/** An object's members as JSON without the braces around them, indented by two spaces. */
export function jsonMembers(value: object): string {
  return jsonText(value, 2).slice(2, -2);
}
