import { checkHostPort } from '../site/host.ts';
import { UsageError } from './usage-error.ts';

/**
 * Host names as a client list or `--client` gives them.
 * @throws UsageError with the place of the first bad one
 */
export function clientName(text: string, where: string): string {
  const checked = checkHostPort(text);
  if ('problem' in checked) {
    const { problem } = checked;
    throw new UsageError(({ site }) => `${where}: ${site.host(problem)}`);
  }
  if (checked.value.port !== null) {
    throw new UsageError(({ errors }) => `${where}: ${errors.clientWithPort(text)}`);
  }
  return checked.value.host;
}
