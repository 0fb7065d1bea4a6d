import type { EndpointEntry } from '../../model/report.ts';

type Value =
  string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** Left out of saved lines too, so that a report that was saved shows the same. */
const LEFT_OUT: ReadonlySet<string> = new Set(['kind', 'endpoints']);

/**
 * What an answer showed, as names and values by turns: `dialect`, `3.1.1`, `tls.issuer`, `CN=…`.
 * Nothing that is null.
 */
export function evidencePairs({ evidence, outcome }: EndpointEntry): readonly string[] {
  if (!('kind' in evidence)) return [];
  if (evidence.kind === 'rpc-dynamic') {
    const { tried, control, range, advertised } = evidence;
    return [
      'advertised',
      String(advertised),
      'range',
      `${range.first}-${range.last}`,
      ...tried.flatMap((each) => [`TCP ${each.port}`, triedText(each)]),
      ...(control === null ? [] : ['control', `TCP ${control.port}: ${control.outcome}`]),
    ];
  }
  // A reply needs no proof; what came instead of one does.
  const { line: _line, ...icmp } = evidence.kind === 'icmp' ? evidence : { line: null };
  return pairsOf(evidence.kind === 'icmp' && outcome === 'open' ? icmp : evidence, '');
}

/** Saved lines do not name what listens on a port that is open. */
function triedText({
  outcome,
  interfaces,
}: {
  readonly outcome: string;
  readonly interfaces: readonly string[];
}): string {
  return outcome === 'open' ? outcome : [outcome, ...interfaces].join(', ');
}

function pairsOf(value: object, prefix: string): readonly string[] {
  const members: readonly (readonly [string, Value])[] = Object.entries(value);
  return members.flatMap(([name, member]): readonly string[] => {
    if (member === null || LEFT_OUT.has(name)) return [];
    const path = `${prefix}${name}`;
    if (Array.isArray(member)) return member.length === 0 ? [] : [path, member.join(', ')];
    if (typeof member === 'object') return pairsOf(member, `${path}.`);
    return [path, String(member)];
  });
}
