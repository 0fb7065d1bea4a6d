import type { ClientEntry, EndpointEntry, RequirementEntry } from '../model/report.ts';

/**
 * A client whose check was interrupted, reduced to what had been seen. Without this a probe that was
 * never sent would look like a failure: an endpoint mapper that was not asked did not stay silent.
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
