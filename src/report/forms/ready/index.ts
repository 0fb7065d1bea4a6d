import { openerOf } from '../../../catalogue/ends.ts';
import { flowNameOf } from '../../../catalogue/flow.ts';
import type { Method } from '../../../catalogue/vocabulary.ts';
import type { ClientEntry, ReportHead } from '../../model/report.ts';
import type { Reporter } from '../reporter.ts';

/**
 * The names of the clients that are ready for one method, one a line, for the wizard or the script
 * that installs them. Those in doubt are not among them, nor those that only told of themselves: a
 * push goes to nobody whom the site server has not looked at.
 */
export function readyReporter(head: ReportHead): Reporter {
  const method = readyMethodOf(head);
  return {
    opening: '',
    client: (entry) =>
      isReady(entry, method) && !isUnseenBySiteServer(entry, method) ? `${entry.client}\n` : '',
    close: () => '',
  };
}

function isReady({ methods }: ClientEntry, method: Method): boolean {
  return methods.some((each) => each.method === method && each.readiness === 'ready');
}

/** Whether what the site server opens for this method was left to it. */
function isUnseenBySiteServer({ requirements }: ClientEntry, method: Method): boolean {
  return requirements.some(
    ({ id, outcome }) =>
      outcome === 'not-checked' &&
      id.startsWith(`${method}/`) &&
      openerOf(flowNameOf(id)) === 'site-server',
  );
}

/** The only method that was looked at, else the one that the site server starts. */
function readyMethodOf({ methods }: Pick<ReportHead, 'methods'>): Method {
  const [first, ...others] = methods;
  return first !== undefined && others.length === 0 ? first.method : 'client-push';
}
