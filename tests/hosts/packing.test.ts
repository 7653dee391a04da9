import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtHost } from './double/built-host.ts';

const root = join(import.meta.dirname, '..', '..');
/** Electron looks for its fuses behind this mark: a version, a length, and a digit for each fuse. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses in the order of their digits. */
const fuses = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** What stands for a program that is shipped beside ours. */
const tool = '#!/bin/sh\necho 8.1\n';

let folder: string;
let resources: string;
let packed: string[];

/** What electron-builder takes for Electron: the names of its files, and every fuse the other way round. */
function makeStub(place: string): void {
  mkdirSync(join(place, 'locales'), { recursive: true });
  mkdirSync(join(place, 'resources'));
  const unset = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, 9]), Buffer.from('101100110')]);
  writeFileSync(join(place, 'electron'), unset, { mode: 0o755 });
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler'])
    writeFileSync(join(place, name), '', { mode: 0o755 });
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(place, name), '');
  for (const name of ['en-GB.pak', 'en-US.pak', 'de.pak']) writeFileSync(join(place, 'locales', name), '');
}

beforeAll(async () => {
  await builtHost();
  folder = mkdtempSync(join(tmpdir(), 'custos-pack-'));
  makeStub(join(folder, 'stub'));
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  mkdirSync(join(folder, 'tools', 'ffmpeg'), { recursive: true });
  writeFileSync(join(folder, 'tools', 'ffmpeg', 'ffmpeg'), tool, { mode: 0o755 });
  const given = {
    extends: join(root, 'electron-builder.yml'),
    electronDist: join(folder, 'stub'),
    directories: { output: join(folder, 'dist') },
    extraResources: [{ from: join(folder, 'tools'), to: 'tools' }],
  };
  writeFileSync(join(folder, 'builder.json'), JSON.stringify(given));
  const config = ['--config', join(folder, 'builder.json')];
  await promisify(execFile)(process.execPath, [builder, '--dir', '--linux', '--x64', ...config], {
    cwd: root,
    maxBuffer: 1 << 26,
    // Nothing may be fetched: a proxy that does not answer stands for a network that is not there.
    env: { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' },
  });
  resources = join(folder, 'dist', 'linux-unpacked', 'resources');
  packed = listPackage(join(resources, 'app.asar'), { isPack: false });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed program', () => {
  test.each([
    '/package.json',
    '/out/host/electron/shell/main.js',
    '/out/host/electron/shell/engine-process.js',
    '/out/host/electron/engine.js',
    '/out/host/electron/media/media-worker.js',
    '/out/host/electron/anonymise/annotations/search/search-worker.js',
    '/out/host/electron/preload.cjs',
    '/out/renderer/index.html',
    '/node_modules/better-sqlite3/package.json',
    '/node_modules/sharp/package.json',
    '/node_modules/hono/package.json',
    '/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm',
  ])('holds %s', (name) => {
    expect(packed).toContain(name);
  });

  test('holds no tests, sources, maps, tools or parts of the window’s making', () => {
    const unwanted = packed.filter((name) =>
      /\.map$|\.tsx?$|^\/(tests|scripts|renderer|electron|shared)\/|\/node_modules\/(electron|vite|vitest|typescript|playwright-core|react|react-dom|@mantine|node)\//.test(
        name,
      ),
    );
    expect(unwanted).toEqual([]);
  });

  test('keeps native modules outside the archive, where the system can load them', () => {
    const unpacked = execFileSync('find', [
      join(resources, 'app.asar.unpacked'),
      '-name',
      '*.node',
    ]).toString();
    expect(unpacked).toContain('better-sqlite3/prebuilds/linux-x64.node');
    expect(unpacked).toMatch(/@img\/sharp-linux-x64\/.*\.node/);
  });

  test('finds an icon of its own, large enough for every system', async () => {
    const { width, height, format } = await sharp(join(root, 'resources', 'icons', 'icon.png')).metadata();
    expect({ width, height, format }).toEqual({ width: 1024, height: 1024, format: 'png' });
    const yaml = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
    expect(yaml).toContain('buildResources: resources/icons');
  });

  test('loads what package.json names first', () => {
    const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(packed).toContain(`/${main}`);
  });

  test('has every fuse set as it is configured', () => {
    const program = readFileSync(join(folder, 'dist', 'linux-unpacked', 'custos'));
    const wire = program.subarray(program.indexOf(fuseMark) + fuseMark.length);
    const states = [...wire.subarray(2, 2 + fuses.length).toString()].map((digit) => digit === '1');
    expect(Object.fromEntries(fuses.map((name, index) => [name, states[index]]))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('holds all that the engine needs: taken out of the archive it makes a library and takes a photograph in', async () => {
    const out = join(folder, 'extracted');
    extractAll(join(resources, 'app.asar'), out);
    const custos = (...args: string[]): Promise<{ stdout: string }> =>
      promisify(execFile)(
        process.execPath,
        [join(out, 'out', 'host', 'electron', 'cli', 'main.js'), ...args, '--json'],
        {
          env: { ...process.env, CUSTOS_PASSPHRASE: 'correct horse battery staple' },
        },
      );
    const library = ['--library', join(folder, 'Packed.custos'), '--user', 'Anna'];
    await custos('init', ...library);
    const { stdout } = await custos(
      'import',
      join(root, 'tests', 'samples', 'media__london-512.jpg'),
      ...library,
    );
    expect(JSON.parse(stdout)).toMatchObject([{ number: 'R-000001', state: 'stored' }]);
  });

  test('ships tools beside the archive, and inside it what they must be', () => {
    expect(readFileSync(join(resources, 'tools', 'ffmpeg', 'ffmpeg'), 'utf8')).toBe(tool);
    const manifest = JSON.parse(extractFile(join(resources, 'app.asar'), 'out/host/tools.json').toString());
    expect(manifest).toEqual({ files: { 'ffmpeg/ffmpeg': createHash('sha256').update(tool).digest('hex') } });
  });

  test('leaves nothing behind in the repository', () => {
    expect(existsSync(join(root, 'dist', 'linux-unpacked'))).toBe(false);
  });
});

describe('the packages', () => {
  const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

  test('are made for Windows, macOS and Linux', () => {
    for (const target of ['[AppImage, deb]', '[dmg]', '[nsis]'])
      expect(config).toContain(`target: ${target}`);
  });

  test('associate no file, answer no address, publish nothing and hold no key of their owner', () => {
    expect(config).not.toMatch(
      /^\s*(fileAssociations|protocols|certificateFile|certificatePassword|cscLink):/m,
    );
    expect(config).toMatch(/^publish: null$/m);
    expect(config).not.toMatch(/identity: null|forceCodeSigning: false/);
  });

  test('leave libraries where they are when the program is removed', () => {
    expect(config).toMatch(/deleteAppDataOnUninstall: false/);
  });

  test('ask macOS for no more than the script engine needs', () => {
    expect(config).toMatch(/hardenedRuntime: true/);
    const entitlements = readFileSync(join(root, 'packing', 'entitlements.mac.plist'), 'utf8');
    expect([...entitlements.matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
    expect(config.match(/entitlements(Inherit)?: packing\/entitlements\.mac\.plist/g)).toHaveLength(2);
  });
});
