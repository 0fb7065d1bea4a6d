import { flowNameOf } from '../../../catalogue/flow.ts';
import type { ClientEntry, ReportHead } from '../../model/report.ts';
import type { Unmet } from './needs.ts';
import { isFirewallOutcome } from '../../firewall-rules/rules.ts';

/**
 * The dynamic ports of each address whose endpoint mapper a firewall closes. Which of them answer is
 * known only when the mapper is open, but without them the method breaks all the same.
 */
export function behindMapper(
  { requirements }: ClientEntry,
  unmet: readonly Unmet[],
  { catalogue }: ReportHead,
): readonly Unmet[] {
  return unmet
    .filter(({ id }) => flowNameOf(id) === 'rpc-endpoint-mapper')
    .flatMap((mapper) => {
      const closed = new Set(
        mapper.endpoints
          .filter(({ outcome }) => isFirewallOutcome(outcome))
          .map(({ address }) => address),
      );
      return requirements.flatMap(({ id, endpoints }): readonly Unmet[] => {
        const row = catalogue[id];
        if (row?.method !== mapper.method || flowNameOf(id) !== 'rpc-dynamic') return [];
        const behind = endpoints.filter(
          ({ host, address, cause }) =>
            host === mapper.host && closed.has(address) && cause === 'mapper-not-open',
        );
        return behind.length === 0 ? [] : [{ ...mapper, id, row, endpoints: behind }];
      });
    });
}
