import { BESIDES } from '../../src/probe/http/besides.ts';
import { ROLE_REQUESTS } from '../../src/probe/http/target.ts';
import { EN } from '../../src/text/en/index.ts';
import { code, table } from './markdown.ts';

/** What each web role is asked for. */
export const WIRE_PARTS = {
  'web-requests': () =>
    table(
      ['role', 'GET', 'its own content', 'then'],
      (
        [
          'management-point',
          'distribution-point',
          'server-locator-point',
          'fallback-status-point',
          'software-update-point',
          'cloud-management-gateway',
        ] as const
      ).map((role) => {
        const { path, marker } = ROLE_REQUESTS[role];
        const besides = BESIDES[role];
        return [
          EN.roles[role],
          code(path),
          marker === null ? 'none: signs of IIS' : code(marker),
          besides === null ? 'the same GET' : code(`${besides.method} ${besides.path}`),
        ];
      }),
    ),
} as const;
