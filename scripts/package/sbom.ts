import { run } from './command.ts';
import { ROOT } from './places.ts';
import type { PinnedPackage } from './registry.ts';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
}

interface Bom {
  readonly serialNumber?: string;
  readonly metadata: { readonly tools: unknown; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * The software bill of materials of an executable, as CycloneDX: of npm's own the components that
 * are inside, and the Node around them. Without a time or a random number: of the same sources it
 * is the same.
 */
export async function makeBom(
  tool: { readonly name: string },
  inside: readonly { readonly name: string; readonly version: string }[],
  node: PinnedPackage,
): Promise<string> {
  // With --omit dev it leaves out packages that are there for both reasons (npm 11).
  const told = await run(['npm', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: ROOT,
  });
  const { metadata, components, dependencies, serialNumber: _, ...head }: Bom = JSON.parse(told);
  const component = { ...metadata.component, name: tool.name, type: 'application' };
  const known = new Map(components.map((one) => [`${one.name}@${one.version}`, one]));
  const listed = inside.map(({ name, version }) => {
    const found = known.get(`${name}@${version}`);
    if (found === undefined) throw new Error(`npm sbom does not know ${name}@${version}`);
    return found;
  });
  const runtime = runtimeComponent(node);
  const refs = new Set([component, runtime, ...listed].map((one) => one['bom-ref']));
  const bom = {
    ...head,
    metadata: { tools: metadata.tools, component },
    components: [runtime, ...listed],
    dependencies: [
      ...dependencies
        .filter(({ ref }) => refs.has(ref))
        .map(({ ref, dependsOn }) => ({
          ref,
          dependsOn: [
            ...dependsOn.filter((other) => refs.has(other)),
            ...(ref === component['bom-ref'] ? [runtime['bom-ref']] : []),
          ],
        })),
      { ref: runtime['bom-ref'], dependsOn: [] },
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

function runtimeComponent({
  name,
  version,
  integrity,
}: PinnedPackage): Component & Readonly<Record<string, unknown>> {
  return {
    'bom-ref': `${name}@${version}`,
    type: 'platform',
    name: 'node',
    version,
    purl: `pkg:npm/${name}@${version}`,
    cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`,
    hashes: [
      {
        alg: 'SHA-512',
        content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
      },
    ],
    licenses: [{ license: { id: 'MIT' } }],
    externalReferences: [{ type: 'website', url: 'https://nodejs.org' }],
  };
}
