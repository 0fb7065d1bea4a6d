import type { Remedy } from '../../text/table.ts';
import { groupBy } from '../group.ts';
import type { ClientEntry, MethodEntry, RequirementEntry } from '../model.ts';
import { paragraph } from './layout.ts';
import { type Page, titleOf } from './page.ts';

/** Methods that break for the same reason are told of once. */
export function brokenTogether(entry: ClientEntry): readonly (readonly MethodEntry[])[] {
  const broken = entry.methods.filter(({ verdict }) => verdict === 'breaks');
  return [...groupBy(broken, ({ explanation }) => explanation).values()];
}

export function broken(methods: readonly MethodEntry[], entry: ClientEntry, page: Page): string {
  const [first] = methods;
  if (first === undefined) return '';
  const names = methods.map(({ method }) => method);
  const lines = [
    paragraph('', page.style.heading(page.texts.table.why(names)), page.style, 2),
    paragraph('', first.explanation, page.style, 4),
    ...waysOut(first, entry, page).map((text) => paragraph('', text, page.style, 4)),
    ...instead(first, entry, page),
  ];
  return lines.join('\n');
}

/** What to open for a port that is closed; what to mend where something answered, or no name. */
function waysOut(method: MethodEntry, entry: ClientEntry, page: Page): readonly string[] {
  const unmet = entry.requirements.filter(({ id }) => method.brokenBy.includes(id));
  const said = unmet.flatMap((requirement) => {
    const remedy = remedyFor(requirement);
    if (remedy !== null) return [page.texts.table.mend(titleOf(requirement.id, page), remedy)];
    // A machine that is off is not behind a firewall for all that is known.
    return entry.answered === false ? [] : [whatToOpen(requirement, page)];
  });
  return [...new Set(said)];
}

function whatToOpen(requirement: RequirementEntry, page: Page): string {
  const catalogued = page.head.catalogue[requirement.id];
  const hosts = requirement.endpoints.map(({ host, address }) =>
    address === null || address === host ? host : `${host} (${address})`,
  );
  const ports = requirement.endpoints.flatMap(({ port }) => (port === null ? [] : [port]));
  return page.texts.table.open({
    title: titleOf(requirement.id, page),
    transport: catalogued?.transport ?? 'tcp',
    ports: [...new Set(ports.length > 0 ? ports : (catalogued?.ports ?? []))],
    from: catalogued?.from ?? page.head.run.from,
    hosts: [...new Set(hosts)],
    fix: catalogued?.fix ?? '',
  });
}

/** What mends a flow that is not blocked; null where opening a port is what it takes. */
function remedyFor({ outcome, endpoints }: RequirementEntry): Remedy | null {
  switch (outcome) {
    case 'unhealthy':
      return endpoints.some(({ cause }) => cause?.startsWith('certificate-') === true)
        ? 'certificate'
        : 'unhealthy';
    case 'unresolved':
    case 'silent':
    case 'wrong-service':
    case 'wrong-host':
      return outcome;
    default:
      return null;
  }
}

function instead(method: MethodEntry, entry: ClientEntry, page: Page): string[] {
  const others = method.alternatives.map((name) => {
    const other = entry.methods.find((candidate) => candidate.method === name);
    const needs = entry.requirements
      .filter(({ id }) => page.head.catalogue[id]?.method === name)
      .filter(({ id }) => page.head.catalogue[id]?.necessity === 'required')
      .map(({ id }) => titleOf(id, page));
    return page.texts.table.alternative(name, needs, other?.verdict ?? 'unproven');
  });
  // Where the user asked for one method alone, nothing is known of others.
  if (others.length === 0 && entry.methods.length === 1) return [];
  if (others.length === 0)
    return [
      paragraph(
        '',
        `${page.texts.table.instead}: ${page.texts.table.nothingInstead}.`,
        page.style,
        4,
      ),
    ];
  return [
    paragraph('', `${page.texts.table.instead}:`, page.style, 4),
    ...others.map((other) => paragraph('- ', other, page.style, 4)),
  ];
}
