import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { listen } from '../../src/lab/simulator/listen.ts';
import { type SimulatorReply, answerMessages } from '../../src/lab/simulator/messages.ts';
import type { ListenAt, Simulator } from '../../src/lab/simulator/simulator.ts';
import type { ComputerIdentity } from '../../src/lab/simulator/smb/identity.ts';
import { type Computer, STATUS, logon } from '../../src/lab/simulator/smb/logon.ts';
import { NETBIOS_FRAMING, answerSessionMessages } from '../../src/lab/simulator/smb/netbios.ts';
import {
  SMB1_COMMAND,
  SMB1_PROTOCOL_ID,
  type Smb1Request,
  offeredDialects,
  readSmb1,
} from '../../src/lab/simulator/smb/smb1.ts';
import { serverOffer } from '../../src/lab/simulator/smb/spnego.ts';
import {
  Malformed,
  Reader,
  fileTime,
  padding,
  u16,
  u32,
  u8,
  utf16,
  zeros,
} from '../../src/lab/simulator/wire.ts';

const HEADER_BYTES = 32;
const NT_LM = 'NT LM 0.12';
const USER_ID = 2048;

const FLAG_REPLY = 0x80;
/** SMB_HEADER.Flags2 (MS-CIFS 2.2.3.1, MS-SMB 2.2.3.1): long names, NT status codes, Unicode. */
const FLAGS2_SERVER = 0x0001 | 0x4000 | 0x8000;
const FLAGS2_EXTENDED_SECURITY = 0x0800;

/** Unicode, large files, NT SMBs, RPC, NT status, level 2 oplocks, large read and write. */
const CAPABILITIES = 0x0000_c0fc;
const CAPABILITY_EXTENDED_SECURITY = 0x8000_0000;

/** Starts a file server that has SMB1 alone, as far as the NTLM challenge. */
export function startSmb1Server(
  at: ListenAt & { readonly identity: ComputerIdentity },
): Promise<Simulator> {
  const computer: Computer = {
    identity: at.identity,
    now: Date.now,
    guid: randomBytes(16),
    signing: 'enabled',
  };
  const server = net.createServer((socket) =>
    answerMessages(socket, NETBIOS_FRAMING, (packet) => answerSmb1(packet, computer)),
  );
  return listen(server, at);
}

/** The reply to a NetBIOS packet. */
export function answerSmb1(packet: Buffer, computer: Computer): SimulatorReply {
  return answerSessionMessages(packet, (message) => answerMessage(message, computer));
}

function answerMessage(message: Buffer, computer: Computer): SimulatorReply {
  const protocolId = message.subarray(0, 4);
  if (protocolId.equals(Buffer.from('fe534d42', 'hex'))) return 'disconnect';
  if (!protocolId.equals(SMB1_PROTOCOL_ID)) throw new Malformed('protocol id');
  const request = readSmb1(message);
  switch (request.command) {
    case SMB1_COMMAND.negotiate:
      return negotiateSmb1(request, computer);
    case SMB1_COMMAND.sessionSetup:
      return setUpSmb1Session(request, computer);
    default:
      return smb1Error(request, STATUS.accessDenied);
  }
}

function smb1Response(
  request: Smb1Request,
  status: number,
  userId: number,
  words: Buffer,
  data: Buffer,
): Buffer {
  const [processHigh, processLow] = request.processIds;
  return Buffer.concat([
    SMB1_PROTOCOL_ID,
    u8(request.command),
    u32(status),
    u8(FLAG_REPLY),
    u16(FLAGS2_SERVER | (request.flags2 & FLAGS2_EXTENDED_SECURITY)),
    u16(processHigh),
    zeros(10),
    u16(request.treeId),
    u16(processLow),
    u16(userId),
    u16(request.multiplexId),
    u8(words.length / 2),
    words,
    u16(data.length),
    data,
  ]);
}

const smb1Error = (request: Smb1Request, status: number): Buffer =>
  smb1Response(request, status, request.userId, zeros(0), zeros(0));

/** SMB_COM_NEGOTIATE response for NT LM 0.12 (MS-SMB 2.2.4.5.2), 0xffff where it is not offered. */
function negotiateSmb1(request: Smb1Request, computer: Computer): Buffer {
  const index = offeredDialects(request).indexOf(NT_LM);
  if (index < 0) return smb1Response(request, STATUS.success, 0, u16(0xffff), zeros(0));
  const extended = (request.flags2 & FLAGS2_EXTENDED_SECURITY) !== 0;
  const challenge = extended ? zeros(0) : randomBytes(8);
  const words = Buffer.concat([
    u16(index),
    u8(computer.signing === 'required' ? 0x0f : 0x07),
    u16(50),
    u16(1),
    u32(16_644),
    u32(65_536),
    u32(0),
    u32((CAPABILITIES | (extended ? CAPABILITY_EXTENDED_SECURITY : 0)) >>> 0),
    fileTime(computer.now()),
    u16(0),
    u8(challenge.length),
  ]);
  const data = extended
    ? [computer.guid, serverOffer()]
    : [
        challenge,
        utf16(`${computer.identity?.netbiosDomainName ?? ''}\0`),
        utf16(`${computer.identity?.netbiosComputerName ?? ''}\0`),
      ];
  return smb1Response(request, STATUS.success, 0, words, Buffer.concat(data));
}

/** SMB_COM_SESSION_SETUP_ANDX with extended security (MS-SMB 2.2.4.6). */
function setUpSmb1Session(request: Smb1Request, computer: Computer): Buffer {
  if (request.words.length !== 24) return smb1Error(request, STATUS.accessDenied);
  const blobLength = new Reader(request.words, 14).u16();
  const blob = new Reader(request.data).bytes(blobLength);
  const { status, token } = logon(blob, computer);
  if (status !== STATUS.moreProcessingRequired) return smb1Error(request, status);
  const words = Buffer.concat([u8(0xff), u8(0), u16(0), u16(0), u16(token.length)]);
  const textOffset = HEADER_BYTES + 1 + words.length + 2 + token.length;
  const data = Buffer.concat([
    token,
    padding(textOffset, 2),
    utf16('Windows 5.1\0'),
    utf16('Windows 2000 LAN Manager\0'),
  ]);
  return smb1Response(request, status, USER_ID, words, data);
}
