import { getSystemErrorName } from 'node:util';
import { codeOf } from '../../../base/error-code.ts';
import { type ForeignFunction, type Koffi, returnedInteger, loadKoffi } from '../koffi.ts';
import { EchoUnavailable } from '../sender.ts';

const NAME_BYTES = 28;
/** More than is read of a quoted request, of which only the first bytes matter. */
const DATA_BYTES = 128;
const CONTROL_BYTES = 512;

/** The result of `recvmsg`, in buffers that the next call overwrites. */
export interface ReceivedMessage {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly control: Buffer;
}

/** A system call's result, or the code of its error, as in `EPERM`. */
export type Called =
  { readonly kind: 'done'; readonly value: number } | { readonly kind: 'failed'; code: string };

/** The C library's functions for sockets that Node can't open; none of them blocks. */
export class Libc {
  /** Bytes in a pointer; control messages are aligned to this. */
  readonly wordBytes: number;
  readonly #koffi: Koffi;
  readonly #socket: ForeignFunction;
  readonly #close: ForeignFunction;
  readonly #dup3: ForeignFunction;
  readonly #setsockopt: ForeignFunction;
  readonly #sendto: ForeignFunction;
  readonly #recvmsg: ForeignFunction;
  readonly #name = Buffer.alloc(NAME_BYTES);
  readonly #data = Buffer.alloc(DATA_BYTES);
  readonly #control = Buffer.alloc(CONTROL_BYTES);

  private constructor(koffi: Koffi) {
    this.#koffi = koffi;
    this.wordBytes = koffi.sizeof('size_t');
    const iovec = koffi.struct({ base: 'void *', length: 'size_t' });
    const message = koffi.struct({
      name: 'void *',
      nameLength: 'uint32_t',
      vectors: koffi.pointer(iovec),
      vectorCount: 'size_t',
      control: 'void *',
      controlLength: 'size_t',
      flags: 'int',
    });
    const process = koffi.load(null);
    this.#socket = process.func('int socket(int, int, int)');
    this.#close = process.func('int close(int)');
    this.#dup3 = process.func('int dup3(int, int, int)');
    this.#setsockopt = process.func('int setsockopt(int, int, int, const void *, uint32_t)');
    this.#sendto = process.func(
      'intptr_t sendto(int, const void *, size_t, int, const void *, uint32_t)',
    );
    this.#recvmsg = process.func('recvmsg', 'intptr_t', [
      'int',
      koffi.inout(koffi.pointer(message)),
      'int',
    ]);
  }

  /** @throws EchoUnavailable where they can't be called */
  static async load(): Promise<Libc> {
    const koffi = await loadKoffi();
    try {
      return new Libc(koffi);
    } catch (thrown) {
      throw new EchoUnavailable(codeOf(thrown));
    }
  }

  socket(domain: number, type: number, protocol: number): Called {
    return this.#called(this.#socket(domain, type, protocol));
  }

  close(descriptor: number): void {
    this.#close(descriptor);
  }

  /** dup3(2): makes `to` another descriptor of what `from` describes. */
  duplicate(from: number, to: number, flags: number): Called {
    return this.#called(this.#dup3(from, to, flags));
  }

  setOption(descriptor: number, level: number, option: number, value: Buffer): Called {
    return this.#called(this.#setsockopt(descriptor, level, option, value, value.length));
  }

  /** @param destination a `sockaddr` */
  send(descriptor: number, packet: Buffer, flags: number, destination: Buffer): Called {
    return this.#called(
      this.#sendto(descriptor, packet, packet.length, flags, destination, destination.length),
    );
  }

  /** The next message; null if there is none or the call failed. */
  receive(descriptor: number, flags: number): ReceivedMessage | null {
    const header = {
      name: this.#name,
      nameLength: NAME_BYTES,
      vectors: [{ base: this.#data, length: DATA_BYTES }],
      vectorCount: 1,
      control: this.#control,
      controlLength: CONTROL_BYTES,
      flags: 0,
    };
    const called = this.#called(this.#recvmsg(descriptor, header, flags));
    if (called.kind === 'failed') return null;
    return {
      name: this.#name.subarray(0, header.nameLength),
      data: this.#data.subarray(0, called.value),
      control: this.#control.subarray(0, header.controlLength),
    };
  }

  #called(result: unknown): Called {
    const value = returnedInteger(result);
    if (value >= 0) return { kind: 'done', value };
    return { kind: 'failed', code: getSystemErrorName(-this.#koffi.errno()) };
  }
}
