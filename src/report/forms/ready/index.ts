import type { ReportHead } from '../../model/report.ts';
import { isReadyFor, readyMethodOf } from '../../told/ready.ts';
import type { Reporter } from '../reporter.ts';

/**
 * The names of the clients that are ready for one method, one a line, for the wizard or the script
 * that installs them. Those in doubt are not among them, and what another computer saw in a client's
 * place makes nobody ready.
 */
export function readyReporter(head: ReportHead): Reporter {
  const method = readyMethodOf(head);
  const isStandIn = head.run.standsFor !== undefined;
  return {
    opening: '',
    client: (entry) =>
      !isStandIn && isReadyFor(method, entry, head)
        ? `${entry.client}
`
        : '',
    close: () => '',
  };
}
