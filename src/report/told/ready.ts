import { openerIn } from '../../catalogue/ends.ts';
import { type Method, decidingMethods } from '../../catalogue/vocabulary.ts';
import type { ClientEntry, ReportHead } from '../model/report.ts';

/** The method that clients are named for: the only one that was looked at, else client push. */
export function readyMethodOf({
  methods,
}: {
  readonly methods: readonly { readonly method: Method }[];
}): Method {
  const [first, ...others] = decidingMethods(methods);
  return first !== undefined && others.length === 0 ? first.method : 'client-push';
}

/**
 * Whether a method may be run on a client. A client that only told of itself is not ready: a push
 * goes to nobody whom the site server has not looked at.
 */
export function isReadyFor(
  method: Method,
  entry: Pick<ClientEntry, 'methods' | 'requirements'>,
  head: Pick<ReportHead, 'catalogue'>,
): boolean {
  return (
    entry.methods.some((each) => each.method === method && each.readiness === 'ready') &&
    !isUnseenBySiteServer(entry, method, head)
  );
}

/** Whether what the site server opens for this method was left to it. */
function isUnseenBySiteServer(
  { requirements }: Pick<ClientEntry, 'requirements'>,
  method: Method,
  { catalogue }: Pick<ReportHead, 'catalogue'>,
): boolean {
  return requirements.some(
    ({ id, outcome }) =>
      outcome === 'not-checked' &&
      id.startsWith(`${method}/`) &&
      openerIn(catalogue, id) === 'site-server',
  );
}
