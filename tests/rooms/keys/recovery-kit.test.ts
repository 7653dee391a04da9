import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqlCipher from '@signalapp/sqlcipher';
import { expect, test, vi } from 'vitest';
import { openEncryptedDatabase } from '../../../electron/files/encrypted-database.ts';
import { recoveryKit } from '../../../electron/keys/recovery-kit.ts';
import { openVault } from '../../../electron/vault/vault.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { freshKeys } from './test-keys.ts';

// With the product's own work factor.
vi.unmock('../../../electron/keys/work-factor.ts');

test('the commands on the kit, typed as printed, open a recording with age and SQLCipher alone', async () => {
  const { folder, keys } = await freshKeys();
  const root = dirname(folder);
  for (const name of ['vault', 'tmp']) mkdirSync(join(root, name));
  const plain = randomBytes(200_000);
  const vault = openVault({
    vault: join(root, 'vault'),
    tmp: join(root, 'tmp'),
    blobKeys: join(root, 'blobkeys.db'),
    key: keys.catalogueKey,
  });
  const { blob } = await vault.put(
    (async function* () {
      yield plain;
    })(),
  );
  vault.close();
  const catalogue = openEncryptedDatabase(join(root, 'catalogue.db'), keys.catalogueKey);
  catalogue.exec('CREATE TABLE rendition (blob TEXT)');
  catalogue.prepare('INSERT INTO rendition VALUES (?)').run(blob);
  catalogue.close();
  const library = { id: '0'.repeat(32) as Id, name: 'Dermatology', createdAt: '2026-11-23T10:00:00.000Z' };
  const kit = recoveryKit(library, keys);
  keys.lock();

  // From here on: the kit's text, the folder, and other people's programs.
  const commands = kit.sections.map((section) => section.commands);
  const shell = (command: string) => execFileSync('sh', ['-c', command], { cwd: root }).toString().trim();
  const [saveIdentity, [byXxd, byOd] = [], [, listTables], [keyPragma, findIdentity], [openBlob]] =
    commands.filter((each) => each.length > 0) as [string[], string[], string[], string[], string[]];
  shell(saveIdentity[0] as string);
  const digits = shell(byXxd as string);
  expect(digits).toMatch(/^[0-9a-f]{64}$/);
  expect(shell(byOd as string)).toBe(digits);

  const opened = (name: string) => {
    const db = new SqlCipher(join(root, name));
    db.exec((keyPragma as string).replace('DIGITS', digits));
    return db;
  };
  const tables = opened('catalogue.db');
  expect(tables.prepare((listTables as string).replace(/;$/, '')).all()).toMatchObject([
    { name: 'rendition' },
  ]);
  const found = tables.prepare('SELECT blob FROM rendition').get()?.blob as string;
  tables.close();
  const blobKeys = opened('blobkeys.db');
  const row = blobKeys.prepare((findIdentity as string).replace('BLOB', found).replace(/;$/, '')).get();
  blobKeys.close();
  writeFileSync(join(root, 'blob-key.txt'), `${row?.identity}\n`);
  shell((openBlob as string).replace('AB', found.slice(0, 2)).replace('BLOB', found));
  expect(readFileSync(join(root, 'recording')).equals(plain)).toBe(true);
});

test('the kit shows the identity and names the library, and holds no other secret', async () => {
  const { keys } = await freshKeys();
  const library = { id: '0'.repeat(32) as Id, name: 'Dermatology', createdAt: '2026-11-23T10:00:00.000Z' };
  const text = JSON.stringify(recoveryKit(library, keys));
  expect(text).toContain(keys.libraryIdentity);
  expect(text).toContain('Dermatology');
  expect(text).not.toContain(keys.catalogueKey.toString('hex'));
});
