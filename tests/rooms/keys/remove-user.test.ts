import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEncryptedDatabase, rekeyDatabaseFile } from '../../../electron/files/encrypted-database.ts';
import { addUser, listUsers, recover, unlock } from '../../../electron/keys/key-room.ts';
import type { LibraryKeys } from '../../../electron/keys/library-keys.ts';
import { type KeyChange, removeUser } from '../../../electron/keys/remove-user.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { freshKeys, noChange, passphrase, secretsOf } from './test-keys.ts';

const bertsPassphrase = 'a passphrase of bert';
const carolsPassphrase = 'a passphrase of carol';

type Staffed = { folder: string; keys: LibraryKeys; bert: Id; carol: Id; catalogue: string };

/** A library of three with a database under the catalogue key. */
async function staffed(): Promise<Staffed> {
  const { folder, keys } = await freshKeys();
  const bert = await addUser(folder, keys, { name: 'Bert', passphrase: bertsPassphrase });
  const carol = await addUser(folder, keys, { name: 'Carol', passphrase: carolsPassphrase });
  const catalogue = join(folder, '..', 'catalogue.db');
  const db = openEncryptedDatabase(catalogue, keys.catalogueKey);
  db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (42)');
  db.close();
  return { folder, keys, bert: bert.user, carol: carol.user, catalogue };
}

const rekeying =
  (catalogue: string, seen: KeyChange[] = []) =>
  async (change: KeyChange): Promise<void> => {
    seen.push(change);
    rekeyDatabaseFile(catalogue, change.catalogue.from, change.catalogue.to);
  };

function answerOf(catalogue: string, key: Uint8Array): unknown {
  const db = openEncryptedDatabase(catalogue, key);
  const answer = db.prepare('SELECT x FROM t').pluck().get();
  db.close();
  return answer;
}

test('a removed user unlocks no more, and the others go on with their passphrases', async () => {
  const { folder, keys, bert, catalogue } = await staffed();
  const seen: KeyChange[] = [];
  const now = await removeUser(folder, keys, bert, rekeying(catalogue, seen));
  expect(now.libraryIdentity).not.toBe(keys.libraryIdentity);
  expect(now.librarySecret.equals(keys.librarySecret)).toBe(true);
  expect(now.catalogueKey.equals(keys.catalogueKey)).toBe(false);
  expect(now.signing.publicKey).toBe(keys.signing.publicKey);
  expect(seen[0]?.checkpointKey).toBe(now.checkpoint.publicKey);
  expect((await listUsers(folder)).map(({ name }) => name)).toEqual(['Anna Archer', 'Carol']);

  await expect(unlock(folder, { user: 'Bert', passphrase: bertsPassphrase }, noChange)).rejects.toMatchObject(
    {
      code: 'not-found',
    },
  );
  const who = { user: 'Carol', passphrase: carolsPassphrase };
  for (const round of [1, 2]) {
    expect(secretsOf(await unlock(folder, who, noChange)), `round ${round}`).toEqual(secretsOf(now));
  }
  expect(secretsOf(await unlock(folder, { user: keys.user, passphrase }, noChange))).toEqual(secretsOf(now));
  expect(answerOf(catalogue, now.catalogueKey)).toBe(42);
  expect(readdirSync(folder).filter((name) => name.includes('handover'))).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(2 + 4);
});

test('the keys a removed user had open nothing of the library as it is now', async () => {
  const { folder, keys, bert, catalogue } = await staffed();
  const old = { identity: keys.libraryIdentity, catalogueKey: Buffer.from(keys.catalogueKey) };
  await removeUser(folder, keys, bert, rekeying(catalogue));
  expect(() => answerOf(catalogue, old.catalogueKey)).toThrow(/cannot be opened/);
  const kit = { libraryIdentity: old.identity, user: 'Carol', passphrase };
  await expect(recover(folder, kit)).rejects.toMatchObject({ code: 'wrong-passphrase' });
});

test('a backup made before still opens with its own key files', async () => {
  const { folder, keys, bert, catalogue } = await staffed();
  const backup = `${folder}-backup`;
  cpSync(folder, backup, { recursive: true });
  await removeUser(folder, keys, bert, rekeying(catalogue));
  const then = await unlock(backup, { user: 'Bert', passphrase: bertsPassphrase }, noChange);
  expect(then.libraryIdentity).toBe(keys.libraryIdentity);
});

test('two removals before somebody comes back are handed over as one', async () => {
  const { folder, keys, bert, carol, catalogue } = await staffed();
  const dora = await addUser(folder, keys, { name: 'Dora', passphrase: bertsPassphrase });
  const once = await removeUser(folder, keys, bert, rekeying(catalogue));
  const twice = await removeUser(folder, once, carol, rekeying(catalogue));
  const theirs = await unlock(folder, { user: dora.user, passphrase: bertsPassphrase }, noChange);
  expect(secretsOf(theirs)).toEqual(secretsOf(twice));
});

test('nobody removes themselves or a stranger', async () => {
  const { folder, keys } = await freshKeys();
  await expect(removeUser(folder, keys, keys.user, noChange)).rejects.toMatchObject({ code: 'conflict' });
  await expect(removeUser(folder, keys, '0'.repeat(32) as Id, noChange)).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a removal cut while databases are encrypted anew is finished at the next unlock', async () => {
  const { folder, keys, bert, catalogue } = await staffed();
  const cut = async () => {
    throw new Error('power cut');
  };
  await expect(removeUser(folder, keys, bert, cut)).rejects.toThrow('power cut');
  await expect(unlock(folder, { user: 'Bert', passphrase: bertsPassphrase }, noChange)).rejects.toMatchObject(
    {
      code: 'not-found',
    },
  );
  const kit = { libraryIdentity: keys.libraryIdentity, user: 'Carol', passphrase };
  await expect(recover(folder, kit)).rejects.toMatchObject({ code: 'conflict' });
  // Encrypted anew, but killed before anything else was done.
  const half = async (change: KeyChange) => {
    await rekeying(catalogue)(change);
    throw new Error('power cut again');
  };
  const who = { user: 'Carol', passphrase: carolsPassphrase };
  await expect(unlock(folder, who, half)).rejects.toThrow('power cut again');
  const now = await unlock(folder, who, rekeying(catalogue));
  expect(answerOf(catalogue, now.catalogueKey)).toBe(42);
  const anna = await unlock(folder, { user: keys.user, passphrase }, noChange);
  expect(secretsOf(anna)).toEqual(secretsOf(now));
});

test.each([0, 1, 2, 3, 4, 5])('a removal cut after %i files were moved is finished', async (moved) => {
  const { folder, keys, bert, catalogue } = await staffed();
  const cut = async (change: KeyChange) => {
    await rekeying(catalogue)(change);
    throw new Error('power cut');
  };
  await expect(removeUser(folder, keys, bert, cut)).rejects.toThrow('power cut');
  const pending = readdirSync(join(folder, 'next')).filter((name) => name !== 'change.age');
  const inOrder = [...pending.filter((name) => name !== 'users.json'), 'users.json'];
  for (const name of inOrder.slice(0, moved)) renameSync(join(folder, 'next', name), join(folder, name));
  const now = await unlock(folder, { user: 'Carol', passphrase: carolsPassphrase }, rekeying(catalogue));
  expect(answerOf(catalogue, now.catalogueKey)).toBe(42);
  const anna = await unlock(folder, { user: keys.user, passphrase }, noChange);
  expect(secretsOf(anna)).toEqual(secretsOf(now));
  expect(readdirSync(folder)).toHaveLength(2 + 4);
});

test('a removal never made ready is as if it had not been', async () => {
  const { folder, keys } = await staffed();
  mkdirSync(join(folder, 'next.part'));
  writeFileSync(join(folder, 'next.part', 'catalogue.age'), 'half');
  const again = await unlock(folder, { user: keys.user, passphrase }, noChange);
  expect(secretsOf(again)).toEqual(secretsOf(keys));
  expect(readdirSync(folder)).not.toContain('next.part');
});

test('no secret lies in the list of users or in the clear', async () => {
  const { folder, keys, bert, catalogue } = await staffed();
  const now = await removeUser(folder, keys, bert, rekeying(catalogue));
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    for (const held of [keys, now]) {
      const secrets = [held.libraryIdentity, held.catalogueKey, held.librarySecret, held.previewsKey];
      for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
    }
  }
});
