import { expect, test } from '@jest/globals';
import {
  NEGOTIATE,
  isSmb1,
  smb1Negotiate,
  smb1Response,
  smb2Challenge,
  smb2Command,
  smb2Negotiate,
  smb2Response,
} from './answers.ts';
import { probeServer } from './run.ts';

const NOT_SMB = { outcome: 'wrong-service', cause: 'not-smb' } as const;

test('a wildcard dialect is no answer to an SMB2 negotiate', async () => {
  const { observation } = await probeServer(({ send }, request) =>
    send(smb2Negotiate(request, { dialect: 0x02ff })),
  );
  expect(observation).toMatchObject(NOT_SMB);
});

test('an answer to another command is no answer', async () => {
  const { observation } = await probeServer(({ send }, request) => {
    const bytes = smb2Negotiate(request);
    bytes.writeUInt16LE(5, 12);
    send(bytes);
  });
  expect(observation).toMatchObject(NOT_SMB);
});

test('an SMB1 answer to another command is no answer', async () => {
  const { observation } = await probeServer(({ send, socket }, request) => {
    if (!isSmb1(request)) {
      socket.end();
      return;
    }
    const bytes = smb1Negotiate(request);
    bytes.writeUInt8(0x25, 4);
    send(bytes);
  });
  expect(observation).toMatchObject(NOT_SMB);
});

test.each([
  ['SMB2', (request: Buffer) => smb2Response(request, 0, Buffer.alloc(64))],
  ['SMB1', (request: Buffer) => smb1Response(request, Buffer.alloc(0), Buffer.alloc(0))],
] as const)('a session setup that is answered as something else in %s', async (_name, answer) => {
  const { observation } = await probeServer(({ send }, request) => {
    if (smb2Command(request) === NEGOTIATE) send(smb2Negotiate(request));
    else {
      const bytes = answer(request);
      if (!isSmb1(bytes)) bytes.writeUInt16LE(9, 12);
      send(bytes);
    }
  });
  expect(observation).toMatchObject({ outcome: 'open', evidence: { sessionStatus: null } });
});

test('an SMB1 session setup that is answered in SMB2, or as another command', async () => {
  for (const reply of ['smb2', 'other'] as const) {
    const { observation } = await probeServer(({ send, socket }, request) => {
      if (!isSmb1(request)) socket.end();
      else if (request[4] === 0x72) send(smb1Negotiate(request));
      else if (reply === 'smb2') send(smb2Challenge(request));
      else {
        const bytes = smb1Response(request, Buffer.alloc(0), Buffer.alloc(0));
        bytes.writeUInt8(0x25, 4);
        send(bytes);
      }
    });
    expect(observation).toMatchObject({ outcome: 'open', evidence: { sessionStatus: null } });
  }
});

test('nothing but answers to somebody else', async () => {
  const { observation } = await probeServer(({ send }, request) => {
    const bytes = smb2Negotiate(request);
    bytes.writeBigUInt64LE(77n, 24);
    for (let times = 0; times < 40; times += 1) send(bytes);
  });
  expect(observation).toMatchObject(NOT_SMB);
});
