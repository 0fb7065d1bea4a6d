import path from 'node:path';

/** Names that lead to a device in every folder, whatever follows a dot. */
const RESERVED = /^(?:CON|PRN|AUX|NUL|COM[\d¹²³]|LPT[\d¹²³]|CONIN\$|CONOUT\$)(?: *[.:].*)?$/iu;
/** Devices and pipes, of this machine or of another. */
const DEVICE_PATHS = /^\\\\(?:[.?]\\(?!(?:[a-z]:|UNC)\\)|[^\\]+\\pipe\\)/iu;

/**
 * Whether a name leads to a device or a pipe on Windows, where opening it may wait for ever.
 * @param file an absolute path
 */
export function isDevice(file: string, platform: NodeJS.Platform = process.platform): boolean {
  return (
    platform === 'win32' && (DEVICE_PATHS.test(file) || RESERVED.test(path.win32.basename(file)))
  );
}

/**
 * Whether a file lies on another machine, as far as its path tells.
 * @param file an absolute path, whose drive letters are resolved
 */
export function isOnNetwork(file: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' && /^[\\/]{2}(?![.?][\\/](?!UNC[\\/]))/iu.test(file);
}
