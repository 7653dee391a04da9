import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { expect, test, vi } from 'vitest';
import { addUser, changePassphrase, listUsers, recover, unlock } from '../../../electron/keys/key-room.ts';
import { verifySignature } from '../../../electron/keys/signing.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { freshKeys, noChange, passphrase, secretsOf } from './test-keys.ts';

// With the product's own work factor.
vi.unmock('../../../electron/keys/work-factor.ts');

const keyFileIn = (folder: string): string =>
  join(folder, readdirSync(folder).find((name) => /^[0-9a-f]{32}\.age$/.test(name)) as string);

/** Types a passphrase at the age command's prompt, which reads a terminal and nothing else. */
function ageAtTerminal(path: string, typed: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', `age -d '${path}'`, '/dev/null'], { timeout: 60_000 });
    let out = '';
    let asked = false;
    child.stdout.on('data', (part) => {
      out += part;
      if (!asked && out.includes('passphrase')) {
        asked = true;
        child.stdin.write(`${typed}\n`);
      }
    });
    child.on('error', reject);
    child.on('close', () => resolve(out));
  });
}

test('name and passphrase give back what was made', async () => {
  const { folder, keys } = await freshKeys();
  for (const user of ['Anna Archer', ' anna archer', keys.user]) {
    const again = await unlock(folder, { user, passphrase }, noChange);
    expect(secretsOf(again)).toEqual(secretsOf(keys));
    expect(again.signing.publicKey).toBe(keys.signing.publicKey);
  }
  expect(await listUsers(folder)).toEqual([{ user: keys.user, name: 'Anna Archer' }]);
});

test('a wrong passphrase and an unknown name are refused, without a secret in the message', async () => {
  const { folder, keys } = await freshKeys();
  const wrong = unlock(folder, { user: 'Anna Archer', passphrase: 'kettle marble bonnet' }, noChange);
  const error = await wrong.catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'wrong-passphrase' });
  const told = JSON.stringify([String(error), error]);
  for (const secret of [...secretsOf(keys), 'kettle']) expect(told).not.toContain(secret);
  await expect(unlock(folder, { user: 'Bert', passphrase }, noChange)).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('the age command opens a key file at its prompt, as readable text', async () => {
  const { folder, keys } = await freshKeys();
  const shown = await ageAtTerminal(keyFileIn(folder), passphrase);
  expect(shown).toContain(`"libraryIdentity": "${keys.libraryIdentity}"`);
  expect(shown).toContain('"name": "Anna Archer"');
});

test('typage opens a key file, whose work factor is 17', async () => {
  const { folder, keys } = await freshKeys();
  const sealed = readFileSync(keyFileIn(folder));
  expect(sealed.toString('latin1')).toMatch(/^age-encryption.org\/v1\n-> scrypt \S{22} 17\n/);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  expect(JSON.parse(await decrypter.decrypt(sealed, 'text'))).toMatchObject({
    user: keys.user,
    libraryIdentity: keys.libraryIdentity,
  });
});

test('the age command opens the sealed keys with the library identity', async () => {
  const { folder, keys } = await freshKeys();
  const identity = join(folder, 'identity.txt');
  writeFileSync(identity, `${keys.libraryIdentity}\n`);
  const open = (name: string) => execFileSync('age', ['-d', '-i', identity, join(folder, name)]);
  expect(open('catalogue.age').equals(keys.catalogueKey)).toBe(true);
  expect(open('previews.age').equals(keys.previewsKey)).toBe(true);
  expect(open('marks.age').equals(keys.librarySecret)).toBe(true);
});

test('keys and signatures hold, and only over what was signed', async () => {
  const { keys } = await freshKeys();
  const signature = keys.signing.sign('signed off');
  expect(verifySignature(keys.signing.publicKey, 'signed off', signature)).toBe(true);
  expect(verifySignature(keys.signing.publicKey, 'signed off.', signature)).toBe(false);
  expect(verifySignature(keys.checkpoint.publicKey, 'signed off', signature)).toBe(false);
  expect(verifySignature('short', 'signed off', signature)).toBe(false);
});

test('locking overwrites the keys', async () => {
  const { keys } = await freshKeys();
  keys.lock();
  for (const secret of [keys.catalogueKey, keys.previewsKey, keys.librarySecret]) {
    expect(secret.equals(Buffer.alloc(32))).toBe(true);
  }
});

test('after a change of passphrase only the new one unlocks', async () => {
  const { folder, keys } = await freshKeys();
  const next = 'ladder crumpet ottoman';
  await expect(changePassphrase(folder, keys.user, 'not this one', next)).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  await changePassphrase(folder, keys.user, passphrase, next);
  await expect(unlock(folder, { user: keys.user, passphrase }, noChange)).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  const again = await unlock(folder, { user: keys.user, passphrase: next }, noChange);
  expect(secretsOf(again)).toEqual(secretsOf(keys));
  expect(again.signing.publicKey).toBe(keys.signing.publicKey);
});

test('a second user unlocks the same library with a key of their own', async () => {
  const { folder, keys } = await freshKeys();
  const added = await addUser(folder, keys, { name: 'Bert Baker', passphrase: 'a passphrase of bert' });
  const theirs = await unlock(folder, { user: 'bert baker', passphrase: 'a passphrase of bert' }, noChange);
  expect(secretsOf(theirs)).toEqual(secretsOf(keys));
  expect(theirs.user).toBe(added.user);
  expect(theirs.signing.publicKey).toBe(added.publicKey);
  expect(theirs.signing.publicKey).not.toBe(keys.signing.publicKey);
  await expect(addUser(folder, keys, { name: 'BERT baker', passphrase })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('the kit gives a user a new passphrase and a new signing key; the old passphrase is dead', async () => {
  const { folder, keys } = await freshKeys();
  const typed = keys.libraryIdentity.toLowerCase().replace(/(.{10})/g, '$1 ');
  const next = 'ladder crumpet ottoman';
  const recovered = await recover(folder, { libraryIdentity: typed, user: 'Anna Archer', passphrase: next });
  expect(secretsOf(recovered)).toEqual(secretsOf(keys));
  expect(recovered.user).toBe(keys.user);
  expect(recovered.signing.publicKey).not.toBe(keys.signing.publicKey);
  await expect(unlock(folder, { user: keys.user, passphrase }, noChange)).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  await unlock(folder, { user: keys.user, passphrase: next }, noChange);
  expect(readdirSync(folder).filter((name) => /^[0-9a-f]{32}\.age$/.test(name))).toHaveLength(1);
});

test('the kit of another library and an unknown user are refused', async () => {
  const [{ folder, keys }, other] = await Promise.all([freshKeys(), freshKeys()]);
  const attempt = (libraryIdentity: string, user: string) =>
    recover(folder, { libraryIdentity, user, passphrase });
  await expect(attempt(other.keys.libraryIdentity, 'Anna Archer')).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  await expect(attempt('nonsense', 'Anna Archer')).rejects.toMatchObject({ code: 'wrong-passphrase' });
  await expect(attempt(keys.libraryIdentity, 'Bert')).rejects.toMatchObject({ code: 'not-found' });
});

test('a list of users that was altered from outside is refused', async () => {
  const { folder } = await freshKeys();
  const path = join(folder, 'users.json');
  const list = JSON.parse(readFileSync(path, 'utf8'));
  list.users[0].recipient = `age1${'q'.repeat(58)}`;
  writeFileSync(path, JSON.stringify(list));
  await expect(unlock(folder, { user: 'Anna Archer', passphrase }, noChange)).rejects.toMatchObject({
    code: 'damaged',
  });
  list.users[0].user = 'nobody' as Id;
  writeFileSync(path, JSON.stringify(list));
  await expect(listUsers(folder)).rejects.toMatchObject({ code: 'damaged' });
});

test('an altered key file is damaged or does not fit, and never opens', async () => {
  const { folder } = await freshKeys();
  const path = keyFileIn(folder);
  const sealed = readFileSync(path);
  for (const at of [3, 40, 90, 140, sealed.length - 1]) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] as number) ^ 1;
    writeFileSync(path, altered);
    const error = await unlock(folder, { user: 'Anna Archer', passphrase }, noChange).catch((e) => e);
    expect(['damaged', 'wrong-passphrase'], `byte ${at}`).toContain(error.code);
  }
});

test('a key file that asks for endless work is refused', async () => {
  const { folder } = await freshKeys();
  const path = keyFileIn(folder);
  writeFileSync(path, readFileSync(path, 'latin1').replace(/ 17\n/, ' 30\n'), 'latin1');
  await expect(unlock(folder, { user: 'Anna Archer', passphrase }, noChange)).rejects.toMatchObject({
    code: 'damaged',
  });
});

test('key files are for their owner only', async () => {
  const { folder } = await freshKeys();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});
