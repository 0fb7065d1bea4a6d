import { padding, u16, u32, utf16, zeros } from '../wire.ts';
import { FAULT, fault, response, type RpcInterface } from './interface.ts';

const OBJECT_EXPORTER = {
  uuid: '99fcfec4-5260-101b-bbcb-00aa0021347a',
  major: 0,
  minor: 0,
} as const;

const OPERATION = { serverAlive: 3, serverAlive2: 5 } as const;

/** ncacn_ip_tcp (MS-DCOM 2.2.19.3). */
const TOWER_TCP = 7;
/** Negotiate, NTLM, Kerberos and others, in the order in which Windows lists them. */
const AUTHENTICATION_SERVICES = [0x09, 0x1e, 0x10, 0x0a, 0x16, 0x1f, 0x0e] as const;

/** IObjectExporter, as far as it answers anyone (MS-DCOM 3.1.2.5.1.3, 3.1.2.5.1.6). */
export function makeObjectExporter(networkAddresses: readonly string[]): RpcInterface {
  return {
    ...OBJECT_EXPORTER,
    call(operation) {
      switch (operation) {
        case OPERATION.serverAlive:
          return response(u32(0));
        case OPERATION.serverAlive2:
          return response(u16(5), u16(7), u32(0x0002_0000), bindings(networkAddresses), zeros(8));
        default:
          return fault(FAULT.accessDenied);
      }
    },
  };
}

/** DUALSTRINGARRAY (MS-DCOM 2.2.19), its conformant size before it and padding to 4 behind. */
function bindings(networkAddresses: readonly string[]): Buffer {
  const strings = Buffer.concat([
    ...networkAddresses.map((address) => Buffer.concat([u16(TOWER_TCP), utf16(`${address}\0`)])),
    u16(0),
  ]);
  const security = Buffer.concat([
    ...AUTHENTICATION_SERVICES.map((service) => Buffer.concat([u16(service), u16(0xffff), u16(0)])),
    u16(0),
  ]);
  const entries = (strings.length + security.length) / 2;
  const array = Buffer.concat([u16(entries), u16(strings.length / 2), strings, security]);
  return Buffer.concat([u32(entries), array, padding(array.length, 4)]);
}
