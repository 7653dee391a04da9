import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { present, root } from './paths.mjs';
import { say } from './say.mjs';

const sources = ['electron', 'shared'];
const output = join(root, 'out', 'host');

/** A relative address of a module, in an import or in `new URL('./worker.ts', import.meta.url)`. */
const relativeModule = /(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g;

/** Plain JavaScript for one source file; lines and columns stay where they were. */
const toJavaScript = (source) => stripTypeScriptTypes(source).replace(relativeModule, '$1$2.js$1');

const modulesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));

/** The sandboxed preload is one CommonJS file: Electron loads no module graph there. */
async function buildPreload() {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir: join(output, 'electron'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      lib: { entry: join(root, 'electron', 'preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      rolldownOptions: { external: ['electron'] },
    },
  });
}

/**
 * Writes what Electron runs to out/host, file by file as the sources lie (types taken out), with the shipped
 * resources beside it; the window stays in out/renderer.
 */
export async function buildHost() {
  rmSync(output, { recursive: true, force: true });
  for (const name of sources.flatMap(modulesBelow)) {
    const target = join(output, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, toJavaScript(readFileSync(join(root, name), 'utf8')));
  }
  if (present('resources')) cpSync(join(root, 'resources'), join(output, 'resources'), { recursive: true });
  if (present('electron/preload.ts')) await buildPreload();
  else say('the preload has no source here; going on without it');
}
