import { expectedIn } from '../../judge/audit.ts';
import { MismatchError, type Survey } from './survey.ts';

/**
 * Refuses reports that expect no flow to be closed.
 * @throws MismatchError
 */
export function checkAuditable({ head }: Survey): void {
  if (expectedIn(head).length > 0) return;
  throw new MismatchError(({ audit }) => audit.nothingExpectedInReports);
}
