import fs from 'node:fs';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { setChecksum } from './checksum.ts';

const ENGLISH = { lang: 1033, codepage: 1200 } as const;

/**
 * Node's executable under this tool's name, without the signature of Node's makers: it would no
 * longer be true, and what is left of it would keep others from signing.
 */
export function rename(node: Uint8Array, version: string): Buffer {
  const executable = NtExecutable.from(node, { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  const [info] = Resource.VersionInfo.fromEntries(resources.entries);
  if (info === undefined) throw new Error('node.exe has no version information');
  info.setFileVersion(version, ENGLISH.lang);
  info.setProductVersion(version, ENGLISH.lang);
  info.setStringValues(ENGLISH, {
    CompanyName: 'ccm-preflight',
    FileDescription: 'Network pre-flight checker for Configuration Manager client deployment',
    FileVersion: version,
    InternalName: 'ccm-preflight',
    OriginalFilename: 'ccm-preflight.exe',
    ProductName: 'ccm-preflight',
    ProductVersion: version,
  });
  info.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/** What was put into the file made its checksum wrong. */
export function correctChecksum(file: string): void {
  const content = fs.readFileSync(file);
  setChecksum(content);
  fs.writeFileSync(file, content);
}
