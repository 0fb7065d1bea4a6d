import { jsonWithoutCiCommands } from '../../../base/ci-commands.ts';

/** JSON that can stand in a script element, whatever a server put into it. */
export function scriptJson(value: unknown): string {
  return jsonWithoutCiCommands(JSON.stringify(value))
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}

/** A script element that is data: no browser runs it. */
export function openBlock(name: string): string {
  return `<script type="application/json" data-block="${name}">\n`;
}

export const CLOSE_BLOCK = '</script>\n';
