import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DOMAIN } from '../real/support/domain.ts';
import type { AddressPair, Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { startDomainController } from '../real/support/samba.ts';
import { REPOSITORY, check } from '../real/support/tool.ts';
import { type Packet, capture } from './support/capture.ts';
import { describeMachine } from './support/needs.ts';

const COMPUTER = 'PC001';
const NAME = `pc001.${DOMAIN}`;
const NTLMSSP = Buffer.from('NTLMSSP\0');
/** MS-SMB2 2.2.1.2, the command at offset 12 behind the four bytes of the NetBIOS header. */
const SMB2_MAGIC = Buffer.from([0xfe, 0x53, 0x4d, 0x42]);
const SMB2_COMMAND_OFFSET = 12;
const NEGOTIATE = 0;
const SESSION_SETUP = 1;
/** What is told and the capture may differ: a mapper's list and TCP's acknowledgements vary. */
const TOLERANCE = 0.35;
/** A packet more or less, and its bytes. */
const SLACK = { packets: 2, bytes: 120 } as const;

describeMachine(['tcpdump'], ['samba'])('what is sent to a client', () => {
  let network: Network;
  let site: Host;
  let client: Host;
  let address: AddressPair;
  let own: AddressPair;
  let open: readonly Packet[];
  let dropped: readonly Packet[];

  const push = async (...words: readonly string[]): Promise<void> => {
    await check(site, ['--client', NAME, '--method', 'client-push', ...words]);
  };

  beforeAll(async () => {
    network = await Network.create();
    site = await network.addHost('site');
    client = await network.addHost('client');
    own = await site.addAddress();
    address = await client.addAddress();
    site.setNames([[address.v4, NAME, 'pc001']]);
    await startDomainController(client, COMPUTER);
    open = await capture(client, push);
    await client.filterIncoming([`ip daddr ${address.v4} drop`]);
    // The packet filter stands behind the place where packets are recorded.
    dropped = await capture(client, push);
  });
  afterAll(() => network.close());

  const sent = (packets: readonly Packet[]): readonly Packet[] =>
    packets.filter(({ from }) => from === own.v4);
  const received = (packets: readonly Packet[]): readonly Packet[] =>
    packets.filter(({ from }) => from === address.v4);
  const to = (port: number, packets: readonly Packet[]): readonly Packet[] =>
    sent(packets).filter((packet) => packet.port === port);

  test('goes to the documented ports, by the documented protocols, and nowhere else', () => {
    for (const packets of [open, dropped]) {
      const places = new Set(
        sent(packets).map(({ protocol, port }) =>
          protocol === 'tcp' && port !== null && port >= 49_152
            ? 'tcp dynamic'
            : `${protocol} ${port}`,
        ),
      );
      const allowed = ['icmp null', 'tcp 445', 'tcp 135', 'udp 135', 'tcp dynamic'];
      expect([...places].filter((place) => !allowed.includes(place))).toEqual([]);
      expect(new Set(sent(packets).map((packet) => packet.to))).toEqual(new Set([address.v4]));
    }
  });

  test('holds no credential: an SMB negotiate and the first message of a session setup', () => {
    const commands = to(445, open).flatMap(({ payload }) => {
      const at = payload.indexOf(SMB2_MAGIC);
      return at === -1 ? [] : [payload.readUInt16LE(at + SMB2_COMMAND_OFFSET)];
    });
    expect(new Set(commands)).toEqual(new Set([NEGOTIATE, SESSION_SETUP]));
    const messages = sent(open).flatMap(({ payload }) => {
      const at = payload.indexOf(NTLMSSP);
      return at === -1 ? [] : [payload.readUInt32LE(at + NTLMSSP.length)];
    });
    // MS-NLMP 2.2.1.1: NEGOTIATE_MESSAGE is 1, AUTHENTICATE_MESSAGE 3.
    expect(messages).toEqual([1]);
  });

  test('to the dynamic ports are connections and binds, and no call', () => {
    const dynamic = sent(open).filter(({ port }) => port !== null && port >= 49_152);
    const said = dynamic.filter(({ payload }) => payload.length > 0);
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said.map(({ payload }) => payload.toString('hex', 0, 3)))).toEqual(
      new Set(['05000b']),
    );
  });

  test('ends by a reset, so that no connection waits here', () => {
    for (const packets of [to(445, open), to(135, open)]) {
      const tcp = packets.filter(({ protocol }) => protocol === 'tcp');
      const connections = tcp.filter(({ flags }) => flags.syn).length;
      expect(connections).toBeGreaterThan(0);
      expect(tcp.filter(({ flags }) => flags.rst)).toHaveLength(connections);
      expect(tcp.filter(({ flags }) => flags.fin)).toEqual([]);
    }
  });

  const flowOf = ({ protocol, port }: Packet): string => {
    if (protocol !== 'tcp') return protocol === 'udp' ? `UDP ${port}` : protocol.toUpperCase();
    return port === 445 || port === 135 ? `TCP ${port}` : 'TCP dynamic';
  };

  test('is as many packets and bytes as docs/wire.md says', () => {
    const table = readTable();
    expect(table.map(({ flow }) => flow)).toEqual([
      'ICMP',
      'TCP 445',
      'TCP 135',
      'UDP 135',
      'TCP dynamic',
      '',
    ]);
    for (const { flow, ...told } of table) {
      for (const [what, packets] of Object.entries({ open, dropped })) {
        const measured = sent(packets).filter((packet) => flow === '' || flowOf(packet) === flow);
        const bytes = measured.reduce((total, packet) => total + packet.bytes, 0);
        const said = what === 'open' ? told.open : told.dropped;
        expect([what, flow, isNear(measured.length, said.packets), measured.length]).toEqual([
          what,
          flow,
          true,
          measured.length,
        ]);
        expect([what, flow, isNear(bytes, said.bytes), bytes]).toEqual([what, flow, true, bytes]);
      }
    }
    expect(received(dropped)).toEqual([]);
  });
});

interface Amount {
  readonly packets: number;
  readonly bytes: number;
}

/** The table of what is sent in docs/wire.md; the row of the sum has no flow. */
function readTable(): readonly { flow: string; open: Amount; dropped: Amount }[] {
  const text = readFileSync(path.join(REPOSITORY, 'docs/wire.md'), 'utf8');
  const section = /^## How much$(.*?)^## /ms.exec(text)?.[1] ?? '';
  const rows = [...section.matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) =>
    row.split('|').map((cell) => cell.trim()),
  );
  return rows.slice(2).map(([, flow = '', open = '', dropped = '']) => ({
    flow,
    open: amountOf(open),
    dropped: amountOf(dropped),
  }));
}

function amountOf(cell: string): Amount {
  const [, packets = '0', bytes = '0'] = /^(\d+) packets?, (\d+) B$/u.exec(cell) ?? [];
  return { packets: Number(packets), bytes: Number(bytes) };
}

function isNear(measured: number, told: number): boolean {
  return (
    Math.abs(measured - told) <=
    Math.max(told * TOLERANCE, SLACK[measured > 20 ? 'bytes' : 'packets'])
  );
}
