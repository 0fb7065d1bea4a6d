import type { ClientEntry, EndpointEntry, RequirementEntry } from '../model/report.ts';

/**
 * A client that was under way when the run was stopped, with what was seen of it until then. What was
 * not, reads as a cause where there is none: a mapper that was never asked did not stay silent.
 */
export function seenInTime(entry: ClientEntry): ClientEntry {
  if (entry.interrupted !== true) return entry;
  return { ...entry, methods: [], requirements: entry.requirements.map(withoutUnseen) };
}

function withoutUnseen(requirement: RequirementEntry): RequirementEntry {
  const endpoints = requirement.endpoints.filter(isSeen);
  if (endpoints.length === requirement.endpoints.length) return requirement;
  const { id } = requirement;
  return { id, status: 'unproven', outcome: 'not-checked', unmetHosts: [], endpoints };
}

function isSeen({ code, cause }: EndpointEntry): boolean {
  return code !== 'ABORT_ERR' && cause !== 'mapper-not-open';
}
