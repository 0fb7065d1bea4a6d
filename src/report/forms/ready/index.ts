import type { Method } from '../../../catalogue/vocabulary.ts';
import type { ReportHead } from '../../model/report.ts';
import type { Reporter } from '../reporter.ts';

/**
 * The names of the clients that are ready for one method, one a line, for the wizard or the script
 * that installs them. Those in doubt are not among them.
 */
export function readyReporter(head: ReportHead): Reporter {
  const method = readyMethodOf(head);
  return {
    opening: '',
    client: ({ client, methods }) =>
      methods.some((each) => each.method === method && each.readiness === 'ready')
        ? `${client}\n`
        : '',
    close: () => '',
  };
}

/** The only method that was looked at, else the one that the site server starts. */
function readyMethodOf({ methods }: Pick<ReportHead, 'methods'>): Method {
  const [first, ...others] = methods;
  return first !== undefined && others.length === 0 ? first.method : 'client-push';
}
