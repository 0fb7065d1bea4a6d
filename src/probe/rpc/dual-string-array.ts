import { cleanOrNull } from '../../base/clean.ts';
import { malformed } from './malformed.ts';
import type { NdrReader } from './ndr.ts';

const MAX_BINDINGS = 64;
/** Tower identifier of ncacn_ip_tcp (MS-DCOM 2.2.19.3). */
const TCP = 7;
/** An address may be followed by its port. */
const ENDPOINT_SUFFIX = /\[\d+\]$/;

/**
 * The network addresses for TCP in a DUALSTRINGARRAY, cleaned (MS-DCOM 2.2.19.2); the security
 * bindings, which come after them, are left out.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeTcpAddresses(stub: NdrReader): string[] {
  const maximum = stub.u32();
  const entries = stub.u16();
  const securityOffset = stub.u16();
  if (entries > maximum || securityOffset > entries || entries * 2 > stub.remaining) {
    throw malformed('string array longer than its answer');
  }
  const words = Array.from({ length: entries }, () => stub.u16()).slice(0, securityOffset);
  const addresses: string[] = [];
  let at = 0;
  while (at < words.length && addresses.length < MAX_BINDINGS) {
    const tower = words[at];
    if (tower === 0) break;
    const end = words.indexOf(0, at + 1);
    if (end < 0) throw malformed('string binding without end');
    const text = String.fromCharCode(...words.slice(at + 1, Math.min(end, at + 257)));
    const address = cleanOrNull(text.replace(ENDPOINT_SUFFIX, ''));
    if (tower === TCP && address !== null) addresses.push(address);
    at = end + 1;
  }
  return addresses;
}
