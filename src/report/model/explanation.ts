import { isServiceRecord } from '../../base/host-name.ts';
import { openerIn } from '../../catalogue/ends.ts';
import { type RequirementId, flowNameOf } from '../../catalogue/flow.ts';
import {
  type ClientFacts,
  type EndpointFacts,
  type MethodFacts,
  type RequirementFacts,
  type RunFacts,
  decidingEndpoint,
} from '../../judge/facts.ts';
import { failureOf, symptomOf } from '../../judge/symptom.ts';
import { STATUS_OF } from '../../judge/vocabulary.ts';
import { weighsOn } from '../../judge/warning.ts';
import { SPOOLER, interfaceName } from '../../probe/rpc/interfaces.ts';
import type { Transport } from '../../catalogue/vocabulary.ts';
import type { ToldPlace, Texts } from '../../text/texts.ts';
import { flowText } from './catalogue.ts';
import { tellCause } from './cause.ts';

/**
 * Why a method has its verdict, from what was saved of the client and its run; empty where it works.
 * The first true cause wins: a client that is not there explains everything, a name without address
 * explains every flow to that host, then come the flows.
 */
export function tellExplanation(
  judged: MethodFacts,
  client: ClientFacts,
  run: RunFacts,
  texts: Texts,
): string {
  const { explanation } = texts;
  const pick = (ids: readonly string[]): readonly RequirementFacts[] =>
    client.requirements.filter(({ id }) => ids.includes(id));
  switch (judged.verdict) {
    case 'works':
      return '';
    case 'not-applicable': {
      const why = run.methods.find(({ method }) => method === judged.method)?.notApplicable;
      return explanation.notApplicable(why ? texts.reasons[why.code](why.value ?? '') : '');
    }
    case 'breaks':
      return tellBreak(pick(judged.brokenBy), client, run, texts);
    case 'unproven':
      return tellUnproven(pick(judged.unproven), run, texts);
    case 'degraded':
      return explanation.sentence([
        ...pick(judged.degradedBy).flatMap((requirement) => clausesOf(requirement, run, texts)),
        ...tellRevocation(judged.degradedBy, texts),
        ...client.warnings
          .filter(({ facts }) =>
            weighsOn(facts, judged.method, client.requirements, run.site.product),
          )
          .map(({ facts }) => texts.warning(facts)),
      ]);
  }
}

/** What comes of a list that is out of reach depends on what Windows has kept of it. */
function tellRevocation(degradedBy: readonly RequirementId[], { explanation }: Texts): string[] {
  const name = 'crl-http';
  if (!degradedBy.some((id) => flowNameOf(id) === name)) return [];
  const silence = { outcome: 'filtered', cause: null, status: null } as const;
  const { errors } = symptomOf(name, silence, 'current-branch');
  return [explanation.revocation(errors)];
}

function tellBreak(
  broken: readonly RequirementFacts[],
  client: ClientFacts,
  run: RunFacts,
  texts: Texts,
): string {
  const { explanation, sentences } = texts;
  const unresolved = broken.filter(({ outcome }) => outcome === 'unresolved');
  if (unresolved.length > 0 && unresolved.length === broken.length) {
    const hosts = unresolved.flatMap(({ endpoints }) => endpoints.map(({ host }) => host));
    const noAddress = explanation.sentence([explanation.noAddress([...new Set(hosts)])]);
    return sentences([noAddress, tellSymptom(broken, run, texts)]);
  }
  // A client that reported what blocks it may have been off when the site server looked.
  const towardsIt = broken.some(({ id }) => openerIn(run.catalogue, id) === 'site-server');
  if (client.answered === false && towardsIt) return explanation.noAnswer(client.client);
  const clauses = broken.flatMap((requirement) => clausesOf(requirement, run, texts));
  return sentences([explanation.sentence(clauses), tellSymptom(broken, run, texts)]);
}

/** What the first logged error would be: later ones are never reached. Empty where none is logged. */
function tellSymptom(
  broken: readonly RequirementFacts[],
  { site }: RunFacts,
  { explanation }: Texts,
): string {
  for (const requirement of broken) {
    const deciding = decidingEndpoint(requirement);
    if (deciding === null) continue;
    const { log, errors, said } = symptomOf(
      flowNameOf(requirement.id),
      failureOf(deciding),
      site.product,
    );
    if (errors.length > 0 || said !== null) return explanation.symptom[log](errors, said);
  }
  return '';
}

function titleOf(id: RequirementId, { catalogue }: RunFacts, texts: Texts): string {
  return flowText(flowNameOf(id), catalogue[id]?.own, texts).title;
}

/** A clause for each host of the requirement that is not met. */
function clausesOf(
  { id, endpoints, unmetHosts }: RequirementFacts,
  run: RunFacts,
  texts: Texts,
): readonly string[] {
  const unmet = endpoints.filter(
    ({ host, outcome }) => unmetHosts.includes(host) && STATUS_OF[outcome] === 'unmet',
  );
  const title = titleOf(id, run, texts);
  const transport = run.catalogue[id]?.transport ?? 'tcp';
  return unmet.map((endpoint) => {
    const happened = texts.happened[endpoint.outcome](placeOf(transport, endpoint, texts));
    const cause = tellCause(endpoint, texts) ?? tellSilentSpooler(endpoint, texts);
    return `${title}: ${happened}${cause === null ? '' : ` (${cause})`}`;
  });
}

/**
 * What a silence means that only the print spooler's port decides: the documented firewall
 * exceptions admit it, but by a rule of its own.
 */
function tellSilentSpooler({ outcome, evidence }: EndpointFacts, texts: Texts): string | null {
  if (outcome !== 'filtered' || !('kind' in evidence) || evidence.kind !== 'rpc-dynamic') {
    return null;
  }
  const spooler = interfaceName(SPOOLER) ?? SPOOLER;
  const isAmongThem = evidence.tried.some(({ interfaces }) => interfaces.includes(spooler));
  return isAmongThem && evidence.control?.outcome !== 'refused'
    ? texts.explanation.spoolerSilent
    : null;
}

/** What could not be proven though this is the right end, then what the other end has to prove. */
function tellUnproven(unproven: readonly RequirementFacts[], run: RunFacts, texts: Texts): string {
  const { explanation } = texts;
  const titleOfThis = ({ id }: RequirementFacts): string => titleOf(id, run, texts);
  const elsewhere = unproven.filter(({ outcome }) => outcome === 'not-checked');
  const here = unproven.filter(({ outcome }) => outcome !== 'not-checked');
  return explanation.sentence([
    ...here.map((requirement) => {
      const why = whyUnproven(requirement, run, texts);
      return why === null ? titleOfThis(requirement) : `${titleOfThis(requirement)}: ${why}`;
    }),
    ...(elsewhere.length === 0 ? [] : [explanation.elsewhere(elsewhere.map(titleOfThis))]),
  ]);
}

/** What keeps a flow from being proven from here; null where that is not known. */
function whyUnproven(
  requirement: RequirementFacts,
  { catalogue }: RunFacts,
  texts: Texts,
): string | null {
  if (requirement.outcome === 'by-hand') return texts.outcomes['by-hand'];
  if (requirement.outcome === 'not-named') {
    const row = catalogue[requirement.id];
    if (row === undefined || row.notNamed === null) return null;
    const usual = row.reasons.filter(({ code }) => code === 'usual-share');
    const toName = [{ code: 'host-not-named', value: row.notNamed } as const, ...usual];
    return toName.map(({ code, value }) => texts.reasons[code](value ?? '')).join('; ');
  }
  const deciding = decidingEndpoint(requirement);
  return deciding === null ? null : (tellCause(deciding, texts) ?? deciding.code ?? null);
}

function placeOf(transport: Transport, endpoint: EndpointFacts, texts: Texts): ToldPlace {
  const ports = portsOf(endpoint);
  const port =
    transport === 'icmp'
      ? 'ICMP echo'
      : ports.length === 0
        ? ''
        : `${transport.toUpperCase()} ${texts.list(ports)}`;
  return {
    kind: isServiceRecord(endpoint.host) ? 'service-record' : 'host',
    port,
    host: endpoint.host,
    address: endpoint.address,
  };
}

const MAX_NAMED_PORTS = 4;

/** The endpoint's port, or the first of the dynamic ones that were tried. */
function portsOf({ port, evidence }: EndpointFacts): readonly (number | string)[] {
  if (port !== null) return [port];
  if (!('kind' in evidence) || evidence.kind !== 'rpc-dynamic') return [];
  const tried = evidence.tried.map((each) => each.port);
  return tried.length > MAX_NAMED_PORTS ? [...tried.slice(0, MAX_NAMED_PORTS), '…'] : tried;
}
