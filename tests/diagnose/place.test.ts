import { describe, expect, test } from '@jest/globals';
import { placeOf } from '../../src/diagnose/place.ts';
import { computersOf, pushLog, setupLog } from './read.ts';

const pushed = (line: string): string =>
  pushLog(['======>Begin Processing request: "1", machine name: "SEA-07"', line]);
const setUp = (line: string): string => setupLog([`!${line}`]);
const ofClient = (component: string, line: string): string =>
  setUp(line).replaceAll('component="ccmsetup"', `component="${component}"`);

describe('what to check is told by where it happened', () => {
  test.each([
    [pushed('---> Failed to connect to \\\\SEA-07\\admin$ (5)'), null],
    [pushed('---> Failed to connect to \\\\SEA-07\\admin$ (67)'), null],
    [pushed('---> Failed to connect to \\\\SEA-07\\admin$ (1311)'), 'no-domain-controller'],
    [
      pushed('---> Unable to connect to WMI on remote machine "SEA-07", error = 0x80070070'),
      'computer-before-setup',
    ],
    [setUp('Source \\\\files01\\ccm is inaccessible (5)'), 'account-of-a-source'],
    [setUp('Source \\\\files01\\ccm is inaccessible (67)'), 'share-of-a-source'],
    [setUp('Failed to write the file. Error 0x80070005'), 'account-of-a-client'],
    [setUp('Failed to read the folder. Error 0x80070070'), null],
    [setUp("Failed to resolve 'SMS_SLP' to IP address from WINS"), 'no-location'],
    [setUp('Failed to get assigned site from AD. Error 0x80004005'), null],
    [
      ofClient(
        'LocationServices',
        'Failed to retrieve DNS service record using _mssms_mp_s01._tcp.x lookup. DNS returned error 9003',
      ),
      'no-location',
    ],
    [ofClient('CcmExec', 'Failed to open to WMI namespace \\\\.\\root\\ccm (80041003)'), 'own-wmi'],
    [
      setUp(
        'Post to https://gw/CCM_Proxy_MutualAuth/7/ccm_system failed: status code 403 CMGConnector_Forbidden',
      ),
      'gateway',
    ],
    [setUp('Failed to send registration request message'), 'unspecified-without-code'],
  ])('%#', (log, place) => {
    const decisive = computersOf(log)[0]?.decisive ?? null;
    expect(decisive).not.toBeNull();
    expect(decisive === null ? null : placeOf(decisive)).toBe(place);
  });
});

test.each([
  ['Failed to retrieve DNS service record using _mssms_mp_s01._tcp.fabrikam.com lookup', 'in-dns'],
  ['Unable to find lookup MP(s) in Registry, AD, DNS and WINS', null],
  ['Failed to get a default management point from AD', 'in-directory'],
  ["Failed to resolve 'SMS_MP' from WINS", 'in-wins'],
  ['No valid source or MP locations', null],
])('only the place that was asked is told: %s', (line, place) => {
  expect(computersOf(setUp(line))).toMatchObject([
    { decisive: { causes: [`no-management-point${place === null ? '' : `-${place}`}`] } },
  ]);
});
