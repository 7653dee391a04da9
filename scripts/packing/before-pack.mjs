import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toolsManifest } from './tools-manifest.mjs';

/** The names of electron-builder's architectures, in the order of its numbers. */
const architectures = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];

/**
 * Before the archive is made: notes what electron-builder.yml ships beside it as `tools`, inside the archive, where
 * the integrity of the archive covers it.
 */
export default async function beforePack({ packager, arch }) {
  const shipped = [packager.config.extraResources ?? []].flat().filter(({ to }) => to === 'tools');
  const files = {};
  for (const { from } of shipped) {
    const folder = resolve(packager.projectDir, packager.expandMacro(from, architectures[arch]));
    Object.assign(files, toolsManifest(folder).files);
  }
  const manifest = join(packager.projectDir, 'out', 'host', 'tools.json');
  writeFileSync(manifest, `${JSON.stringify({ files }, null, 2)}\n`);
}
