import { type Checked, checkHost } from './host.ts';
import { printable } from './printable.ts';

/** `\\server\share\folder`. */
export interface UncPath {
  readonly server: string;
  readonly share: string;
  /** The path as the user wrote it, with backslashes. */
  readonly text: string;
}

const FORM = String.raw`\\server\share`;
/** What Windows forbids in a share's name, and control characters. */
const FORBIDDEN_IN_SHARE = /["/:|<>+[\];,?*=\p{C}\p{Zl}\p{Zp}]/u;
/** What it forbids in a folder's. */
const FORBIDDEN_IN_FOLDER = /["/:|<>?*\p{C}\p{Zl}\p{Zp}]/u;
const IPV6_LITERAL_SUFFIX = '.ipv6-literal.net';

/** A UNC path; slashes are taken for backslashes, as Windows does. */
export function checkUnc(text: string): Checked<UncPath> {
  const path = text.replaceAll('/', '\\');
  const quoted = printable(text);
  if (/^\\\\[?.]\\/.test(path)) {
    return { problem: `"${quoted}" is a device path, write it as ${FORM}` };
  }
  if (/^\\[^\\]/.test(path)) {
    return {
      problem: `"${quoted}" has one backslash at the front, a UNC path has two: ${FORM} (in a shell, quote it)`,
    };
  }
  if (!path.startsWith('\\\\')) return { problem: `"${quoted}" is not a UNC path (${FORM})` };
  const [server = '', share = '', ...folders] = path.slice(2).split('\\');
  if (server.includes('@')) {
    return { problem: `"${quoted}" is a WebDAV path, it does not use SMB; write ${FORM}` };
  }
  const host = checkHost(fromIpv6Literal(server));
  if ('problem' in host) return { problem: `in the path "${quoted}": ${host.problem}` };
  if (share === '') return { problem: `"${quoted}" names no share: ${FORM}` };
  const bad = FORBIDDEN_IN_SHARE.test(share)
    ? share
    : folders.find((part) => FORBIDDEN_IN_FOLDER.test(part));
  if (bad !== undefined) return { problem: `"${printable(bad)}" can't be part of a UNC path` };
  return { value: { server: host.value, share, text: path } };
}

/**
 * An absolute path on a disk of the machine itself: `C:\\ccm`; null where the text is not of that
 * form.
 */
export function checkLocalPath(text: string): Checked<string> | null {
  if (!/^[a-z]:[\\/]/i.test(text)) return null;
  const bad = text
    .slice(3)
    .split(/[\\/]/)
    .find((part) => FORBIDDEN_IN_FOLDER.test(part));
  if (bad === undefined) return { value: text };
  return { problem: `"${printable(bad)}" can't be part of a path on a disk` };
}

/** UNC paths can't hold colons: Windows writes an IPv6 address as `fe80--1.ipv6-literal.net`. */
function fromIpv6Literal(server: string): string {
  return server.toLowerCase().endsWith(IPV6_LITERAL_SUFFIX)
    ? server.slice(0, -IPV6_LITERAL_SUFFIX.length).replaceAll('-', ':').replace('s', '%')
    : server;
}
