import { checkHostPort } from '../site/host.ts';
import { UsageError } from './usage-error.ts';

/**
 * Host names as a client list or `--client` gives them.
 * @throws UsageError with the place of the first bad one
 */
export function clientName(text: string, where: string): string {
  const checked = checkHostPort(text);
  if ('problem' in checked) throw new UsageError(`${where}: ${checked.problem}`);
  if (checked.value.port !== null) {
    throw new UsageError(
      `${where}: "${text}" names a port; a client is a name or an address alone`,
    );
  }
  return checked.value.host;
}
