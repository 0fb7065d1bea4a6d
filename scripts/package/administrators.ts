import fs from 'node:fs';
import path from 'node:path';
import { siteTemplate } from '../../src/site/template.ts';
import { EN } from '../../src/text/en/index.ts';
import type { ArchiveEntry } from './archive.ts';
import { ROOT } from './places.ts';

export const MODULE = 'CcmPreflight';
const MODULE_FOLDER = path.join(ROOT, 'powershell', MODULE);

/** The PowerShell module, file by file, by names with `/`. */
export function moduleEntries(): readonly ArchiveEntry[] {
  return fs
    .readdirSync(MODULE_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({
      name: path.relative(MODULE_FOLDER, file).replaceAll(path.sep, '/'),
      content: fs.readFileSync(file),
      executable: false,
    }));
}

/** What an administrator finds beside the executable for Windows. */
export function besideWindowsExecutable(): readonly ArchiveEntry[] {
  const page = path.join(import.meta.dirname, 'first-ten-minutes.html');
  return [
    { name: 'first-ten-minutes.html', content: fs.readFileSync(page), executable: false },
    {
      name: 'site.yaml',
      // Notepad of every Windows shows these line ends.
      content: Buffer.from(siteTemplate([], EN.site.template).replaceAll('\n', '\r\n')),
      executable: false,
    },
    {
      name: 'acceptance.ps1',
      content: fs.readFileSync(path.join(ROOT, 'powershell', 'acceptance.ps1')),
      executable: false,
    },
    ...moduleEntries().map((entry) => ({ ...entry, name: `${MODULE}/${entry.name}` })),
  ];
}

interface Described {
  readonly version: string;
  readonly description: string;
}

/** A NuGet package of the module, which `Install-Module` and `Save-Module` take from a feed. */
export function nugetEntries(
  { version, description }: Described,
  contents: readonly ArchiveEntry[],
): readonly ArchiveEntry[] {
  const specification = `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>${MODULE}</id>
    <version>${version}</version>
    <authors>ccm-preflight</authors>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <license type="file">LICENSES.txt</license>
    <description>${description}</description>
    <tags>PSModule ConfigMgr SCCM MECM PSEdition_Desktop PSEdition_Core Windows</tags>
  </metadata>
</package>
`;
  const relations = `<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/${MODULE}.nuspec" Id="R1" />
</Relationships>
`;
  const extensions = new Set(contents.map(({ name }) => path.extname(name).slice(1)));
  const types = [...extensions, 'nuspec']
    .toSorted()
    .map((extension) => `  <Default Extension="${extension}" ContentType="application/octet" />\n`)
    .join('');
  const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
${types}</Types>
`;
  const text = (name: string, content: string): ArchiveEntry => ({
    name,
    content: Buffer.from(content),
    executable: false,
  });
  return [
    text('_rels/.rels', relations),
    text('[Content_Types].xml', contentTypes),
    text(`${MODULE}.nuspec`, specification),
    ...contents,
  ];
}
