import { encodeUuid } from './uuid.ts';

/** An interface or a transfer syntax: what a presentation context is made of (C706 12.6.3.1). */
export interface Syntax {
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
}

/** The endpoint mapper (C706 appendix O). */
export const EPMAPPER: Syntax = {
  uuid: 'e1af8308-5d1f-11c9-91a4-08002b14a0fa',
  major: 3,
  minor: 0,
};

/** DCOM's object resolver (MS-DCOM 3.1.2.5.1). */
export const OBJECT_EXPORTER: Syntax = {
  uuid: '99fcfec4-5260-101b-bbcb-00aa0021347a',
  major: 0,
  minor: 0,
};

/** Remote management, which every RPC server offers (C706 appendix Q). */
export const MANAGEMENT: Syntax = {
  uuid: 'afa8bd80-7d8a-11c9-bef4-08002b102989',
  major: 1,
  minor: 0,
};

/** Network Data Representation (C706 chapter 14). */
export const NDR: Syntax = {
  uuid: '8a885d04-1ceb-11c9-9fe8-08002b104860',
  major: 2,
  minor: 0,
};

/** Twenty bytes: UUID, major version, minor version. */
export function encodeSyntax(syntax: Syntax): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt16LE(syntax.major, 0);
  version.writeUInt16LE(syntax.minor, 2);
  return Buffer.concat([encodeUuid(syntax.uuid), version]);
}
