import fs from 'node:fs';
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { setChecksum } from './checksum.ts';
import { icon } from './icon.ts';

const ENGLISH = { lang: 1033, codepage: 1200 } as const;

const RT_MANIFEST = 24;

/**
 * Nothing that an administrator has to allow, paths of any length, UTF-8 where a library asks for the
 * code page, and the versions of Windows that Node itself names.
 */
const MANIFEST = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
      <supportedOS Id="{1f676c76-80e1-4239-95bb-83d0f6d0da78}"/>
      <supportedOS Id="{4a2f28e3-53b9-4441-ba9c-d69d4a4a6e38}"/>
      <supportedOS Id="{35138b9a-5d96-4fbd-8e2d-a2440225f93a}"/>
      <supportedOS Id="{e2011457-1546-43c5-a5fe-008deee3d3f0}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
    </windowsSettings>
  </application>
</assembly>
`;

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
  resources.entries = resources.entries.filter(({ type }) => type !== RT_MANIFEST);
  resources.entries.push({
    type: RT_MANIFEST,
    id: 1,
    lang: ENGLISH.lang,
    codepage: 0,
    bin: new Uint8Array(Buffer.from(MANIFEST)).buffer,
  });
  const [group] = Resource.IconGroupEntry.fromEntries(resources.entries);
  Resource.IconGroupEntry.replaceIconsForResource(
    resources.entries,
    group?.id ?? 1,
    group?.lang ?? ENGLISH.lang,
    Data.IconFile.from(icon()).icons.map(({ data }) => data),
  );
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/** What was put into the file made its checksum wrong. */
export function correctChecksum(file: string): void {
  const content = fs.readFileSync(file);
  setChecksum(content);
  fs.writeFileSync(file, content);
}
