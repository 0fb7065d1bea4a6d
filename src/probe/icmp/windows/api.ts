import ipaddr from 'ipaddr.js';
import { codeOf } from '../../../base/error-code.ts';
import { returnedInteger, loadKoffi } from '../koffi.ts';
import { EchoUnavailable, type IpFamily } from '../sender.ts';

/** `HANDLE`, as an integer. */
export type Handle = number;

/** How an asynchronous request began. */
type Started = 'pending' | 'finished' | { readonly error: number };

/** The part of iphlpapi.dll and kernel32.dll that echo requests need. */
export interface IcmpApi {
  /** Null if the system has no such handle. */
  open(family: IpFamily): Handle | null;
  close(handle: Handle): void;
  createEvent(): Handle | null;
  closeEvent(event: Handle): void;
  isSignalled(event: Handle): boolean;
  /**
   * Sends one request; `event` is signalled at the reply or after `timeoutMs`.
   * @param reply stays untouched by others until then: the system writes into it
   */
  send(
    family: IpFamily,
    handle: Handle,
    event: Handle,
    address: string,
    data: Buffer,
    reply: Buffer,
    timeoutMs: number,
  ): Started;
  /**
   * Parses the buffer in place. @returns 0, or the `IP_STATUS` or system error instead of a reply
   */
  parse(family: IpFamily, reply: Buffer): number;
}

const INVALID_HANDLE = -1;
const ERROR_IO_PENDING = 997;
const WAIT_OBJECT_0 = 0;
const MANUAL_RESET = 0;
const NOT_SIGNALLED = 0;

/** @throws EchoUnavailable where these libraries can't be called */
export async function loadIcmpApi(): Promise<IcmpApi> {
  const koffi = await loadKoffi();
  try {
    const kernel = koffi.load('kernel32.dll');
    const helper = koffi.load('iphlpapi.dll');
    const createEvent = kernel.func('intptr_t __stdcall CreateEventW(void *, int, int, void *)');
    const waitFor = kernel.func('uint32_t __stdcall WaitForSingleObject(intptr_t, uint32_t)');
    const closeHandle = kernel.func('int __stdcall CloseHandle(intptr_t)');
    const lastError = kernel.func('uint32_t __stdcall GetLastError()');
    const open = {
      4: helper.func('intptr_t __stdcall IcmpCreateFile()'),
      6: helper.func('intptr_t __stdcall Icmp6CreateFile()'),
    };
    const close = helper.func('int __stdcall IcmpCloseHandle(intptr_t)');
    const send4 = helper.func(
      'uint32_t __stdcall IcmpSendEcho2(intptr_t, intptr_t, void *, void *, uint32_t, void *, uint16_t, void *, void *, uint32_t, uint32_t)',
    );
    const send6 = helper.func(
      'uint32_t __stdcall Icmp6SendEcho2(intptr_t, intptr_t, void *, void *, void *, void *, void *, uint16_t, void *, void *, uint32_t, uint32_t)',
    );
    const parse = {
      4: helper.func('uint32_t __stdcall IcmpParseReplies(void *, uint32_t)'),
      6: helper.func('uint32_t __stdcall Icmp6ParseReplies(void *, uint32_t)'),
    };
    const errorNow = (): number => returnedInteger(lastError());
    const handleOf = (value: unknown): Handle | null => {
      const handle = returnedInteger(value);
      return handle === INVALID_HANDLE || handle === 0 ? null : handle;
    };
    return {
      open: (family) => handleOf(open[family]()),
      close: (handle) => void close(handle),
      createEvent: () => handleOf(createEvent(null, MANUAL_RESET, NOT_SIGNALLED, null)),
      closeEvent: (event) => void closeHandle(event),
      isSignalled: (event) => returnedInteger(waitFor(event, 0)) === WAIT_OBJECT_0,
      send: (family, handle, event, address, data, reply, timeoutMs) => {
        const begin = [handle, event, null, null] as const;
        const rest = [data, data.length, null, reply, reply.length, timeoutMs] as const;
        const replies =
          family === 4
            ? send4(...begin, ipv4Number(address), ...rest)
            : send6(...begin, ANY_IPV6, ipv6SocketAddress(address), ...rest);
        if (returnedInteger(replies) !== 0) return 'finished';
        const error = errorNow();
        return error === ERROR_IO_PENDING ? 'pending' : { error };
      },
      parse: (family, reply) =>
        returnedInteger(parse[family](reply, reply.length)) > 0 ? 0 : errorNow(),
    };
  } catch (thrown) {
    throw new EchoUnavailable(codeOf(thrown));
  }
}

const AF_INET6 = 23;
const IPV6_BYTES = 28;

/** An IPv4 address as the number whose bytes in memory are in network order. */
export function ipv4Number(address: string): number {
  return Buffer.from(ipaddr.parse(address).toByteArray()).readUInt32LE(0);
}

/** `sockaddr_in6` (ws2ipdef.h); Windows writes a zone as the interface's number. */
export function ipv6SocketAddress(address: string): Buffer {
  const [literal = '', zone = '0'] = address.split('%');
  const encoded = Buffer.alloc(IPV6_BYTES);
  encoded.writeUInt16LE(AF_INET6, 0);
  encoded.set(ipaddr.parse(literal).toByteArray(), 8);
  encoded.writeUInt32LE(Number(zone), 24);
  return encoded;
}

/** `::`, for any address of this machine. */
const ANY_IPV6: Buffer = ipv6SocketAddress('::');
