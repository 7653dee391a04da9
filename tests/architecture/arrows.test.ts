import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { places, rules } from '../../scripts/checks/arrow-rules.mjs';
import { findViolations } from '../../scripts/checks/arrows.mjs';
import { repositoryFiles, root } from './sources.ts';

const grounds: string[] = [];
afterAll(() => {
  for (const ground of grounds) rmSync(ground, { recursive: true, force: true });
});

/** A small tree of modules: each file imports those listed; a bare name is a package with one empty module. */
function plant(files: Record<string, readonly string[]>): string {
  const base = mkdtempSync(join(tmpdir(), 'custos-arrows-'));
  grounds.push(base);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(base, name)), { recursive: true });
    writeFileSync(join(base, name), text);
  };
  for (const [name, imports] of Object.entries(files)) {
    const depth = '../'.repeat(name.split('/').length - 1);
    for (const target of imports) {
      if (target.includes(':')) continue;
      if (/\.tsx?$/.test(target)) {
        if (!(target in files)) write(target, 'export const value = 1;\n');
      } else write(`node_modules/${target}/index.js`, 'module.exports = {};\n');
    }
    const lines = imports.map((target) => `import '${/\.tsx?$/.test(target) ? depth + target : target}';\n`);
    write(name, `${lines.join('')}export const value = 1;\n`);
  }
  return base;
}

/** For each rule a file that breaks it. A rule without one here could be dead without anybody knowing. */
const violations: Record<string, readonly [from: string, to: string]> = {
  'floor-shared-kernel': ['shared/kernel/id.ts', 'shared/domain/policy/decide.ts'],
  'floor-shared-domain': ['shared/domain/policy/decide.ts', 'electron/vault/vault.ts'],
  'floor-shared-contract': ['shared/contract/table.ts', 'electron/operations/open.ts'],
  'floor-electron-files': ['electron/files/durable.ts', 'electron/vault/vault.ts'],
  'floor-electron-catalogue': ['electron/catalogue/catalogue.ts', 'electron/vault/vault.ts'],
  'floor-electron-vault': ['electron/vault/vault.ts', 'shared/domain/policy/decide.ts'],
  'floor-electron-keys': ['electron/keys/unlock.ts', 'electron/vault/vault.ts'],
  'floor-electron-media': ['electron/media/look.ts', 'electron/catalogue/catalogue.ts'],
  'floor-electron-anonymise': ['electron/anonymise/verify.ts', 'electron/vault/vault.ts'],
  'floor-electron-anonymise-metadata': [
    'electron/anonymise/metadata/jpeg.ts',
    'electron/anonymise/annotations/redact/redact.ts',
  ],
  'floor-electron-trail': ['electron/trail/append.ts', 'electron/catalogue/catalogue.ts'],
  'floor-electron-jobs': ['electron/jobs/jobs.ts', 'electron/catalogue/catalogue.ts'],
  'floor-electron-library': ['electron/library/library.ts', 'electron/operations/open.ts'],
  'floor-electron-demo': ['electron/demo/planted.ts', 'electron/operations/open.ts'],
  'floor-electron-operations': ['electron/operations/open.ts', 'electron/cli/main.ts'],
  'floor-electron-door': ['electron/door/link.ts', 'electron/catalogue/catalogue.ts'],
  'floor-electron-shell': ['electron/shell/main.ts', 'electron/vault/vault.ts'],
  'floor-electron-browser': ['electron/browser/main.ts', 'electron/catalogue/catalogue.ts'],
  'floor-electron-cli': ['electron/cli/main.ts', 'electron/operations/open.ts'],
  'floor-renderer': ['renderer/app/start.tsx', 'electron/engine.ts'],
  'floor-renderer-ui': ['renderer/ui/button.tsx', 'shared/domain/policy/decide.ts'],
  'floor-renderer-client': ['renderer/client/call.ts', 'renderer/ui/button.tsx'],
  'floor-engine': ['electron/engine.ts', 'electron/shell/main.ts'],
  'floor-preload': ['electron/preload.ts', 'electron/engine.ts'],
  'features-apart': ['renderer/features/trail/page.tsx', 'renderer/features/queues/page.tsx'],
  'client-is-the-bridge': ['renderer/client/call.ts', 'renderer/app/start.tsx'],
  'shared-runs-anywhere': ['shared/domain/policy/decide.ts', 'node:fs'],
  'rules-stand-alone': ['shared/domain/policy/decide.ts', 'zod'],
  'children-have-a-keeper': ['electron/vault/vault.ts', 'node:child_process'],
  'product-stands-alone': ['electron/vault/vault.ts', 'tests/rooms/sample.ts'],
  'home-types-better-sqlite': ['electron/operations/open.ts', 'better-sqlite3'],
  'home-kysely': ['electron/operations/open.ts', 'kysely'],
  'home-sharp-libheif-js-jsquash-jxl-exifr-music-metadata-fluent-ffmpeg': [
    'electron/anonymise/verify.ts',
    'sharp',
  ],
  'home-hono-hono-node-server': ['electron/cli/main.ts', 'hono'],
  'home-age-encryption-noble-ciphers': ['electron/catalogue/catalogue.ts', 'age-encryption'],
  'home-pdfmake': ['electron/operations/release.ts', 'pdfmake'],
  'home-types-yauzl-yazl': ['electron/media/look.ts', 'yauzl'],
  'home-cantoo-pdf-lib': ['electron/media/look.ts', '@cantoo/pdf-lib'],
  'home-tesseract-js-tesseract-js-data': ['electron/media/look.ts', 'tesseract.js'],
  'home-zxing-wasm': ['electron/media/look.ts', 'zxing-wasm/reader'],
  'home-dicom-parser': ['electron/media/dicom/file.ts', 'dicom-parser'],
  'home-electron': ['electron/browser/main.ts', 'electron'],
  'home-react-react-dom-mantine-tanstack-tabler-annotorious': ['shared/contract/table.ts', 'react'],
};

test('every import of the product goes down', async () => {
  const found = await findViolations(root);
  expect(found.modules).toBeGreaterThan(100);
  expect(found.violations).toEqual([]);
});

for (const { name } of rules.filter((rule) => rule.name !== 'no-cycles')) {
  test(`the rule ${name} bites`, async () => {
    const planted = violations[name];
    if (planted === undefined) throw new Error(`No planted violation shows that ${name} works`);
    const [from, to] = planted;
    const found = await findViolations(plant({ [from]: [to] }));
    expect(found.violations.filter(({ rule }) => rule === name)).toHaveLength(1);
  });
}

test('the rule no-cycles bites', async () => {
  const [one, two] = ['electron/vault/one.ts', 'electron/vault/two.ts'];
  const found = await findViolations(plant({ [one]: [two], [two]: [one] }));
  expect(found.violations.map(({ rule }) => rule)).toContain('no-cycles');
});

test('a type alone is an arrow too', async () => {
  const base = plant({ 'electron/vault/vault.ts': [], 'shared/kernel/id.ts': [] });
  writeFileSync(
    join(base, 'shared/kernel/id.ts'),
    "import type { Vault } from '../../electron/vault/vault.ts';\nexport type Held = Vault;\n",
  );
  const found = await findViolations(base);
  expect(found.violations.map(({ rule }) => rule)).toContain('floor-shared-kernel');
});

test('what goes down passes', async () => {
  const base = plant({
    'electron/operations/open.ts': ['electron/vault/vault.ts', 'shared/contract/table.ts'],
    'electron/anonymise/verify.ts': ['electron/media/look.ts', 'shared/kernel/id.ts'],
    'electron/catalogue/jobs.ts': ['electron/jobs/store.ts', 'kysely', 'better-sqlite3'],
    'electron/shell/main.ts': ['electron/engine.ts', 'electron'],
    'renderer/features/trail/page.tsx': ['renderer/ui/table.tsx', 'shared/contract/table.ts', 'react'],
  });
  const found = await findViolations(base);
  expect(found.modules).toBeGreaterThan(10);
  expect(found.violations).toEqual([]);
});

test('every folder of the product is one that the rules know', () => {
  const folders = repositoryFiles('electron', 'shared').map((name) => name.split('/').slice(0, -1));
  const found = new Set(folders.filter((path) => path.length > 1).map((path) => path.slice(0, 2).join('/')));
  expect(found.size).toBeGreaterThan(10);
  expect([...found].filter((folder) => !places.includes(folder))).toEqual([]);
});
