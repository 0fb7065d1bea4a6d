import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { importBoundaryGroups } from '../../src/site/boundary-import.ts';

const nal = (host: string): string =>
  `["Display=\\\\${host}\\"]MSWNET:["SMS_SITE=S01"]\\\\${host}\\`;

const EXPORT = {
  SMS_Boundary: [
    { BoundaryID: 1, BoundaryType: 3, Value: '10.1.0.10-10.1.0.99' },
    { BoundaryID: 2, BoundaryType: 0, Value: '10.2.0.0' },
    { BoundaryID: 3, BoundaryType: 1, Value: 'Osaka' },
    { BoundaryID: 4, BoundaryType: 2, Value: '2001:db8:1::/48' },
    { BoundaryID: 5, BoundaryType: 2, Value: '2001:db8:2::' },
    { BoundaryID: 6, BoundaryType: 4, Value: 'Auto:On' },
  ],
  SMS_BoundaryGroup: [
    { GroupID: 11, Name: 'Osaka' },
    { GroupID: 12, Name: 'Tokyo' },
    { GroupID: 13, Name: 'Default-Site-Boundary-Group<S01>' },
    { GroupID: 14, Name: 'osaka' },
  ],
  SMS_BoundaryGroupMembers: [
    { GroupID: 11, BoundaryID: 1 },
    { GroupID: 11, BoundaryID: 2 },
    { GroupID: 12, BoundaryID: 4 },
    { GroupID: 12, BoundaryID: 2 },
    { GroupID: 12, BoundaryID: 99 },
  ],
  SMS_BoundaryGroupSiteSystems: [
    { GroupID: 11, ServerNALPath: nal('DP01.contoso.com') },
    { GroupID: 11, ServerNALPath: nal('MP01.contoso.com') },
    { GroupID: 12, ServerNALPath: nal('SMP01.contoso.com') },
    { GroupID: 12, ServerNALPath: 'nonsense' },
  ],
  SMS_BoundaryGroupRelationships: [
    {
      SourceGroupID: 11,
      DestinationGroupID: 12,
      FallbackDP: 120,
      FallbackMP: -1,
      FallbackSUP: 120,
    },
    { SourceGroupID: 12, DestinationGroupID: 11, FallbackDP: -1, FallbackMP: -1, FallbackSUP: -1 },
  ],
};
const ROLES = {
  managementPoints: ['mp01.contoso.com'],
  distributionPoints: ['dp01.contoso.com', 'MP01.contoso.com'],
  softwareUpdatePoints: [],
};

describe('an export of boundary groups', () => {
  const imported = importBoundaryGroups(EXPORT, ROLES);

  test('gives the groups, with what addresses and roles tell', () => {
    const none = { managementPoints: [], softwareUpdatePoints: [], neighbours: [] };
    expect(imported?.groups).toEqual([
      {
        ...none,
        name: 'Osaka',
        boundaries: ['10.1.0.10-10.1.0.99'],
        managementPoints: ['mp01.contoso.com'],
        distributionPoints: ['dp01.contoso.com', 'mp01.contoso.com'],
        neighbours: ['Tokyo'],
        siteDefault: false,
      },
      {
        ...none,
        name: 'Tokyo',
        boundaries: ['2001:db8:1::/48'],
        distributionPoints: [],
        siteDefault: false,
      },
      {
        ...none,
        name: 'Default-Site-Boundary-Group<S01>',
        boundaries: [],
        distributionPoints: [],
        siteDefault: true,
      },
    ]);
  });

  test('tells what it leaves out', () => {
    expect(imported?.notImported).toEqual([
      { what: 'group', name: 'osaka' },
      { what: 'boundary', kind: 'ip-subnet', value: '10.2.0.0', groups: ['Osaka', 'Tokyo'] },
      { what: 'boundary', kind: 'active-directory-site', value: 'Osaka', groups: [] },
      { what: 'boundary', kind: 'unreadable', value: '2001:db8:2::', groups: [] },
      { what: 'boundary', kind: 'vpn', value: 'Auto:On', groups: [] },
      { what: 'server', host: 'smp01.contoso.com', groups: ['Tokyo'] },
    ]);
  });

  test.each([
    ['by all of its roles', {}, ['Osaka'], []],
    ['by all, as it has no update point', { FallbackSUP: -1 }, ['Osaka'], []],
    ['by all, as management points are only preferred', { FallbackMP: -1 }, ['Osaka'], []],
    ['never by its distribution points', { FallbackDP: -1 }, [], ['distributionPoints']],
  ])('a neighbour stands in: %s', (_what, never, neighbours, roles) => {
    const relationship = { SourceGroupID: 12, DestinationGroupID: 11 };
    const usual = { FallbackDP: 0, FallbackMP: 0, FallbackSUP: 0 };
    const read = importBoundaryGroups(
      { ...EXPORT, SMS_BoundaryGroupRelationships: { ...relationship, ...usual, ...never } },
      ROLES,
    );
    expect(read?.groups.find(({ name }) => name === 'Tokyo')?.neighbours).toEqual(neighbours);
    expect(read?.notImported.filter(({ what }) => what === 'neighbour')).toEqual(
      roles.length === 0 ? [] : [{ what: 'neighbour', group: 'Tokyo', neighbour: 'Osaka', roles }],
    );
  });

  test('of one entry each, as PowerShell writes them, is one too', () => {
    const single = {
      SMS_Boundary: EXPORT.SMS_Boundary[0],
      SMS_BoundaryGroup: EXPORT.SMS_BoundaryGroup[0],
      SMS_BoundaryGroupMembers: EXPORT.SMS_BoundaryGroupMembers[0],
      SMS_BoundaryGroupRelationships: null,
    };
    expect(importBoundaryGroups(single, ROLES)?.groups).toMatchObject([
      { name: 'Osaka', boundaries: ['10.1.0.10-10.1.0.99'], neighbours: [] },
    ]);
  });

  test.each([
    ['nothing', null],
    ['a list', []],
    ['no group', { SMS_Boundary: [] }],
    ['a group without a name', { SMS_BoundaryGroup: [{ GroupID: 1 }] }],
  ])('%s is none', (_what, value) => {
    expect(importBoundaryGroups(value, ROLES)).toBeNull();
  });

  test('any JSON is read or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(EXPORT)), (value, key) => {
        const read = importBoundaryGroups({ ...EXPORT, [key]: value }, ROLES);
        expect(read === null || read.groups.length > 0).toBe(true);
      }),
    );
  });
});
