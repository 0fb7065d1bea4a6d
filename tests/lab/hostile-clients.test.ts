import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { SimulatorReply } from '../../src/lab/simulator/messages.ts';
import { Association } from '../../src/lab/simulator/rpc/association.ts';
import { answerDatagram } from '../../src/lab/simulator/rpc/datagram.ts';
import { makeEpmapper } from '../../src/lab/simulator/rpc/epmapper.ts';
import { makeManagement } from '../../src/lab/simulator/rpc/management.ts';
import { makeObjectExporter } from '../../src/lab/simulator/rpc/object-exporter.ts';
import { computerIdentityOf } from '../../src/lab/simulator/smb/identity.ts';
import { answerSmb1 } from '../support/smb1-server.ts';
import { SmbServerConnection } from '../../src/lab/simulator/smb/smb-connection.ts';
import { Malformed } from '../../src/lab/simulator/wire.ts';
import { hex } from './raw-client.ts';
import { runs } from '../support/long.ts';

const NTLM = '4e544c4d53535000 01000000 05820800 0000000000000000 0000000000000000';
const SMB2_NEGOTIATE = hex(`00000094 fe534d424000 ${'00'.repeat(58)}
  2400 0100 0100 0000 00000000 ${'11'.repeat(16)} 68000000 0100 0000 1103 0000
  0100 2600 00000000 0100 2000 0100 ${'5a'.repeat(32)}`);
const SMB2_SESSION_SETUP = hex(`00000078 fe534d424000 000000000000 0100 ${'00'.repeat(50)}
  1900 00 01 00000000 00000000 5800 2000 0000000000000000 ${NTLM}`);
const SMB1_NEGOTIATE = hex(`0000002f ff534d42 72 00000000 18 01c8 ${'00'.repeat(20)}
  00 0c00 02 4e54204c4d20302e313200`);
const SMB1_SESSION_SETUP = hex(`0000005c ff534d42 73 00000000 18 01c8 ${'00'.repeat(20)}
  0c ff000000 0411 3200 0000 00000000 2000 00000000 d4000080 2100 ${NTLM} 00`);

const BIND = hex(`05000b03 10000000 4800 0000 01000000 d016d016 00000000 01000000 0000 01 00
  0883afe11f5dc91191a408002b14a0fa 03000000 045d888aeb1cc9119fe808002b104860 02000000`);
const LOOKUP_STUB = `00000000 00000000 00000000 01000000 ${'00'.repeat(20)} f4010000`;
const LOOKUP = hex(`05000003 10000000 4000 0000 02000000 28000000 0000 0200 ${LOOKUP_STUB}`);
const DATAGRAM = hex(`04002000 10000000 ${'00'.repeat(16)} 0883afe11f5dc91191a408002b14a0fa
  ${'aa'.repeat(16)} 00000000 03000000 00000000 0200 ffff ffff 2800 0000 0000 ${LOOKUP_STUB}`);

const epmapper = () =>
  makeEpmapper({
    entries: [
      {
        interface: '367abb81-9844-35f1-ad32-98f038001003',
        version: '2.0',
        annotation: 'a',
        port: 1,
      },
    ],
    host: { address: '127.0.0.1', name: 'PC001' },
    pageSize: 10,
    lookup: 'allowed',
  });

/** A message with some bytes changed, or cut short. */
const mutated = (message: Buffer): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(message.length - 1), fc.integer({ min: 0, max: 255 })), {
        maxLength: 6,
      }),
      fc.integer({ min: 1, max: message.length }),
      fc.boolean(),
    )
    .map(([changes, length, cut]) => {
      const copy = Buffer.from(message);
      for (const [offset, value] of changes) copy.writeUInt8(value, offset);
      return cut ? copy.subarray(0, length) : copy;
    });

/** What a connection makes of a message, where Malformed ends it as `answerMessages` does. */
function outcome(answer: (message: Buffer) => SimulatorReply, message: Buffer): SimulatorReply {
  try {
    return answer(message);
  } catch (thrown) {
    if (thrown instanceof Malformed) return 'disconnect';
    throw thrown;
  }
}

const computer = {
  identity: computerIdentityOf('pc001.contoso.com'),
  now: () => 0,
  guid: Buffer.alloc(16),
  signing: 'enabled',
} as const;

const smbAnswer = () => {
  const connection = new SmbServerConnection(computer, '3.1.1');
  return (packet: Buffer) => connection.answer(packet);
};

const rpcAnswer = () => {
  const services = [epmapper(), makeObjectExporter(['PC001'])];
  const association = new Association({
    interfaces: [...services, makeManagement(services, 'allowed')],
    secondaryAddress: '135',
  });
  return (message: Buffer) => association.answer(message);
};

const CONVERSATIONS: readonly [
  string,
  () => (message: Buffer) => SimulatorReply,
  readonly Buffer[],
][] = [
  ['SMB2', smbAnswer, [SMB2_NEGOTIATE, SMB2_SESSION_SETUP]],
  ['SMB1', () => (packet) => answerSmb1(packet, computer), [SMB1_NEGOTIATE, SMB1_SESSION_SETUP]],
  ['RPC', rpcAnswer, [BIND, LOOKUP]],
];

describe.each(CONVERSATIONS)('%s', (_name, start, messages) => {
  test('as it should be, each message has an answer', () => {
    const answer = start();
    for (const message of messages) expect(outcome(answer, message)).toBeInstanceOf(Buffer);
  });

  test.each(messages.map((_, index) => index))('message %i, changed, harms nothing', (index) => {
    const damaged = mutated(messages[index] ?? Buffer.alloc(1));
    fc.assert(
      fc.property(damaged, (message) => {
        const answer = start();
        for (const before of messages.slice(0, index)) outcome(answer, before);
        const reply = outcome(answer, message);
        expect(typeof reply === 'string' || reply.length > 0).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });
});

test('a changed datagram harms nothing', () => {
  expect(answerDatagram(DATAGRAM, [epmapper()])).toBeInstanceOf(Buffer);
  fc.assert(
    fc.property(mutated(DATAGRAM), (datagram) => {
      const reply = answerDatagram(datagram, [epmapper()]);
      expect(reply === null || reply.length >= 80).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});
