import { jsonWithoutCiCommands } from './ci-commands.ts';

/** JSON that a CI system can print without finding a command in it. @param indent blanks a level */
export function jsonText(value: unknown, indent?: number): string {
  return jsonWithoutCiCommands(JSON.stringify(value, null, indent));
}

/**
 * One JSON object, written in pieces: members, a list whose entries come one by one, more members.
 */
export interface JsonStream {
  readonly opening: string;
  readonly entry: (value: object) => string;
  readonly close: (tail: object) => string;
}

/** @param list the name of the list */
export function jsonStream(head: object, list: string): JsonStream {
  let isEmpty = true;
  return {
    opening: `{\n${members(head)},\n  ${JSON.stringify(list)}: [`,
    entry(value) {
      const comma = isEmpty ? '' : ',';
      isEmpty = false;
      return `${comma}\n${jsonText(value, 2).replaceAll(/^/gm, '    ')}`;
    },
    close: (tail) => `${isEmpty ? '' : '\n  '}],\n${members(tail)}\n}\n`,
  };
}

/** An object's members as JSON without the braces around them. */
function members(value: object): string {
  return jsonText(value, 2).slice(2, -2);
}
