import { DISCOVERY_SCHEMA, type Discovery } from '../../../discover/model.ts';
import type { Settled } from '../../../discover/settle.ts';
import type { ExitCode } from '../../../judge/exit-codes.ts';
import type { Tool } from '../../model/build.ts';
import { jsonText } from '../../../base/json-text.ts';

/** `discover -o json`: what each source said, what came of each question, and what was chosen. */
export function discoveryJson(
  discovery: Discovery,
  settled: Settled,
  { tool, exitCode }: { readonly tool: Tool; readonly exitCode: ExitCode },
): string {
  const { findings, asked, notAsked, refused, withoutAddress, complete } = discovery;
  return `${jsonText(
    {
      schema: DISCOVERY_SCHEMA,
      tool,
      complete,
      site: groupsOf(settled),
      findings,
      contradictions: settled.contradictions,
      communicationNotTold: settled.communicationNotTold,
      asked,
      notAsked,
      refused,
      withoutAddress,
      exitCode,
    },
    2,
  )}\n`;
}

/** The chosen values as a site file has them. */
function groupsOf({ values }: Settled): object {
  const site: Record<string, unknown> = {};
  const groups = new Map<string, Record<string, unknown>>();
  for (const { path, value } of values) {
    const [first = '', second] = path;
    if (second === undefined) {
      site[first] = value;
      continue;
    }
    const group = groups.get(first) ?? {};
    group[second] = value;
    groups.set(first, group);
    site[first] = group;
  }
  return site;
}
