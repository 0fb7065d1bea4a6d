import {
  COMMUNICATION_SIGNS,
  type Discovery,
  type FactKind,
  type SourcedValue,
} from '../../../discover/model.ts';
import type { Settled } from '../../../discover/settle.ts';
import type { Texts } from '../../../text/texts.ts';

/** Each question with what came of it. */
export function askedLines(
  { asked }: Discovery,
  { discover, errorCode }: Texts,
): readonly string[] {
  // A machine without a client lacks every one of the client's keys, in both views of the registry.
  const absent = asked.filter(({ of, outcome }) => of.kind === 'registry' && outcome === 'nothing');
  return [
    ...asked
      .filter((each) => !absent.includes(each))
      .map((each) => discover.outcome(each, errorCode(each.code ?? ''))),
    ...(absent.length === 0 ? [] : [discover.absentKeys(absent.length)]),
  ];
}

/** What was not asked and why, and what there is to know besides. */
export function noteLines(
  { notAsked, withoutAddress, refused, complete }: Discovery,
  { communicationNotTold }: Settled,
  { discover }: Texts,
): readonly string[] {
  return [
    ...(communicationNotTold === null ? [] : [discover.notTold[communicationNotTold]]),
    ...notAsked.map((what) => discover.notAsked[what]),
    ...withoutAddress.map((host) => discover.withoutAddress(host)),
    ...(refused === 0 ? [] : [discover.refused(refused)]),
    ...(complete ? [] : [discover.interrupted]),
  ];
}

/** `current-branch (by version 9128)`. */
export function valueOf(
  what: FactKind,
  { value, versions }: SourcedValue,
  { discover }: Texts,
): string {
  const sign = what === 'communication' && COMMUNICATION_SIGNS.find((known) => known === value);
  if (sign) return discover.signs[sign];
  return versions.length === 0 ? value : discover.byVersion(value, versions);
}

export function sourcesOf({ sources }: SourcedValue, { discover }: Texts): readonly string[] {
  return sources.map((source) => discover.source(source));
}
