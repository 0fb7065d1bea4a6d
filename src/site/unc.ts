import { checkHost } from './host.ts';
import { printable } from '../base/printable.ts';
import type { Checked, PathProblem } from './value-problem.ts';

/** `\\server\share\folder`. */
export interface UncPath {
  readonly server: string;
  readonly share: string;
  /** The path as the user wrote it, with backslashes. */
  readonly text: string;
}

/** What Windows forbids in a share's name, and control characters. */
const FORBIDDEN_IN_SHARE = /["/:|<>+[\];,?*=\p{C}\p{Zl}\p{Zp}]/u;
/** What Windows forbids in a folder's name. */
const FORBIDDEN_IN_FOLDER = /["/:|<>?*\p{C}\p{Zl}\p{Zp}]/u;
const IPV6_LITERAL_SUFFIX = '.ipv6-literal.net';

/** A UNC path; slashes are taken for backslashes, as Windows does. */
export function checkUnc(said: string): Checked<UncPath, PathProblem> {
  const path = said.replaceAll('/', '\\');
  const text = printable(said);
  if (/^\\\\[?.]\\/.test(path)) return { problem: { code: 'device-path', text } };
  if (/^\\[^\\]/.test(path)) {
    return { problem: { code: 'one-backslash', text } };
  }
  if (!path.startsWith('\\\\')) return { problem: { code: 'not-unc', text } };
  const [server = '', share = '', ...folders] = path.slice(2).split('\\');
  if (server.includes('@')) {
    return { problem: { code: 'webdav', text } };
  }
  if (server.includes(':')) return { problem: { code: 'not-in-unc', text: printable(server) } };
  const host = checkHost(fromIpv6Literal(server));
  if ('problem' in host) return { problem: { code: 'unc-host', text, host: host.problem } };
  if (share === '') return { problem: { code: 'no-share', text } };
  const bad = FORBIDDEN_IN_SHARE.test(share)
    ? share
    : folders.find((part) => FORBIDDEN_IN_FOLDER.test(part));
  if (bad !== undefined) return { problem: { code: 'not-in-unc', text: printable(bad) } };
  return { value: { server: host.value, share, text: path } };
}

/**
 * An absolute path on a local disk, such as `C:\\ccm`; null where the text does not begin like one.
 */
export function checkLocalPath(text: string): Checked<string, PathProblem> | null {
  if (!/^[a-z]:[\\/]/i.test(text)) return null;
  const bad = text
    .slice(3)
    .split(/[\\/]/)
    .find((part) => FORBIDDEN_IN_FOLDER.test(part));
  if (bad === undefined) return { value: text };
  return { problem: { code: 'not-in-disk-path', text: printable(bad) } };
}

/** A host as it stands in a UNC path. */
export function uncServer(host: string): string {
  return host.includes(':')
    ? `${host.replaceAll(':', '-').replace('%', 's')}${IPV6_LITERAL_SUFFIX}`
    : host;
}

/** UNC paths can't hold colons: Windows writes an IPv6 address as `fe80--1.ipv6-literal.net`. */
function fromIpv6Literal(server: string): string {
  return server.toLowerCase().endsWith(IPV6_LITERAL_SUFFIX)
    ? server.slice(0, -IPV6_LITERAL_SUFFIX.length).replaceAll('-', ':').replace('s', '%')
    : server;
}
