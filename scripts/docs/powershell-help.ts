import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const told = z.strictObject({ en: z.string(), ja: z.string() });
type Told = z.infer<typeof told>;

const helpSchema = z.strictObject({
  shared: z.record(z.string(), told),
  commands: z.record(
    z.string(),
    z.strictObject({
      synopsis: told,
      description: told,
      parameters: z.record(z.string(), told),
      examples: z.array(told.extend({ code: z.string() })).min(1),
    }),
  ),
});
type Help = z.infer<typeof helpSchema>;

const MODULE = 'powershell/CcmPreflight';
/** Windows PowerShell takes a file without it for one of the system's code page. */
const BYTE_ORDER_MARK = '\ufeff';
const CULTURES = { 'en-US': 'en', 'ja-JP': 'ja' } as const;

/** What Get-Help reads of the module, text by path, of one source for both languages. */
export function powershellHelp(root: string): Readonly<Record<string, string>> {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const help = helpSchema.parse(parse(read('powershell/help.yaml')));
  return Object.fromEntries(
    Object.entries(CULTURES).map(([culture, language]) => [
      `${MODULE}/${culture}/CcmPreflight-help.xml`,
      BYTE_ORDER_MARK +
        helpFile(help, language, (command) => read(`${MODULE}/Public/${command}.ps1`)),
    ]),
  );
}

/** The parameters of a command by its script, with their types, in order. */
function parametersOf(script: string): readonly Parameter[] {
  const all = script.split('\n');
  const block = all.slice(all.indexOf('    param(') + 1, all.indexOf('    )'));
  const lines = block.filter((line) => !line.trim().startsWith('#'));
  return lines
    .join('\n')
    .split(/,\n(?= {8}\S)/)
    .flatMap((declaration) => {
      const name = /\$(\w+)(?: = .*)?\s*$/s.exec(declaration)?.[1];
      if (name === undefined) return [];
      const types = [...declaration.matchAll(/\[([a-z][\w.]*(?:\[\])?)\](?=[[$])/gi)];
      return [
        {
          name,
          type: types.at(0)?.[1] ?? 'object',
          isRequired: /Mandatory = \$true/.test(declaration),
          takesPipeline: /ValueFromPipeline = \$true/.test(declaration),
          set: /ParameterSetName = '(\w+)'/.exec(declaration)?.[1] ?? null,
          position: /Position = (\d+)/.exec(declaration)?.[1] ?? 'named',
        },
      ];
    });
}

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly takesPipeline: boolean;
  /** null: of every set. */
  readonly set: string | null;
  readonly position: string;
}

function helpFile(help: Help, language: keyof Told, scriptOf: (command: string) => string): string {
  const commands = Object.entries(help.commands).map(([name, command]) => {
    const declared = parametersOf(scriptOf(name));
    const parameters = declared.map((parameter) => {
      const text = command.parameters[parameter.name] ?? help.shared[parameter.name];
      if (text === undefined) throw new Error(`${name} -${parameter.name} has no help`);
      return parameterElement(parameter, text[language]);
    });
    return [
      '  <command:command>',
      `    <command:details><command:name>${name}</command:name>`,
      `      <maml:description>${paragraph(command.synopsis[language])}</maml:description>`,
      '    </command:details>',
      `    <maml:description>${paragraph(command.description[language])}</maml:description>`,
      '    <command:syntax>',
      ...syntaxItems(name, declared),
      '    </command:syntax>',
      '    <command:parameters>',
      ...parameters,
      '    </command:parameters>',
      '    <command:examples>',
      ...command.examples.map((example, index) => exampleElement(example, index, language)),
      '    </command:examples>',
      '  </command:command>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<helpItems schema="maml" xmlns="http://msh" xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">',
    ...commands,
    '</helpItems>',
    '',
  ].join('\n');
}

/** A way to call a command for each of its parameter sets. */
function syntaxItems(command: string, parameters: readonly Parameter[]): readonly string[] {
  const named = [...new Set(parameters.flatMap(({ set }) => set ?? []))];
  const sets = named.length === 0 ? [null] : named;
  return sets.map((chosen) =>
    [
      `      <command:syntaxItem><maml:name>${command}</maml:name>`,
      ...parameters
        .filter(({ set }) => set === null || set === chosen)
        .map(
          ({ name, type, isRequired, takesPipeline, position }) =>
            `        <command:parameter required="${isRequired}" globbing="false" pipelineInput="${takesPipeline}" position="${position}"><maml:name>${name}</maml:name>${type === 'switch' ? '' : `<command:parameterValue required="true">${escaped(type)}</command:parameterValue>`}</command:parameter>`,
        ),
      '      </command:syntaxItem>',
    ].join('\n'),
  );
}

function parameterElement(
  { name, type, isRequired, takesPipeline, position }: Parameter,
  text: string,
): string {
  return [
    `      <command:parameter required="${isRequired}" globbing="false" pipelineInput="${takesPipeline}" position="${position}">`,
    `        <maml:name>${name}</maml:name>`,
    `        <maml:description>${paragraph(text)}</maml:description>`,
    `        <command:parameterValue required="true">${escaped(type)}</command:parameterValue>`,
    '      </command:parameter>',
  ].join('\n');
}

function exampleElement(
  example: Help['commands'][string]['examples'][number],
  index: number,
  language: keyof Told,
): string {
  const title = language === 'en' ? 'Example' : '例';
  return [
    '      <command:example>',
    `        <maml:title>${title} ${index + 1}</maml:title>`,
    `        <dev:code>${escaped(example.code)}</dev:code>`,
    `        <dev:remarks>${paragraph(example[language])}</dev:remarks>`,
    '      </command:example>',
  ].join('\n');
}

function paragraph(text: string): string {
  return `<maml:para>${escaped(text)}</maml:para>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
