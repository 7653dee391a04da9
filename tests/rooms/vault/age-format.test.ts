import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { nativeAead, portableAead } from '../../../electron/vault/aead.ts';
import { bech32Decode, bech32Encode } from '../../../electron/vault/bech32.ts';
import { generateIdentity, identityFromText, identityToText } from '../../../electron/vault/blob-identity.ts';
import { readBlob } from '../../../electron/vault/blob-reader.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { ageDecrypt, blobPath, freshPlace, identityOf, inParts, openFresh } from './test-vault.ts';

const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000, 1_200_000];

test.each(sizes)('the age command opens a blob of %i bytes', async (size) => {
  const place = freshPlace();
  const vault = openFresh(place);
  const plain = randomBytes(size);
  const { blob, bytes } = await vault.put(inParts(plain));
  expect(bytes).toBe(size);
  expect(ageDecrypt(identityOf(place, blob), blobPath(place, blob)).equals(plain)).toBe(true);
});

test.each(sizes)('typage opens a blob of %i bytes', async (size) => {
  const place = freshPlace();
  const vault = openFresh(place);
  const plain = randomBytes(size);
  const { blob } = await vault.put(inParts(plain, 65_536));
  const decrypter = new Decrypter();
  decrypter.addIdentity(identityOf(place, blob));
  expect(Buffer.from(await decrypter.decrypt(readFileSync(blobPath(place, blob)))).equals(plain)).toBe(true);
});

test('a file that the age command or typage wrote for several recipients is read, with seek', async () => {
  const place = freshPlace();
  const plain = randomBytes(150_000);
  const identity = identityToText(generateIdentity());
  const recipient = await identityToRecipient(identity);
  const others = await Promise.all(
    Array.from({ length: 20 }, () => identityToRecipient(identityToText(generateIdentity()))),
  );
  const path = `${place.tmp}/foreign.age`;
  writeFileSync(`${place.tmp}/plain`, plain);
  const recipients = [...others, recipient].flatMap((each) => ['-r', each]);
  execFileSync('age', [...recipients, '-o', path, `${place.tmp}/plain`]);
  const reader = await readBlob(await open(path, 'r'), identityFromText(identity));
  expect(reader.size).toBe(plain.length);
  expect(Buffer.from(await reader.read(70_000, 70_000)).equals(plain.subarray(70_000, 140_000))).toBe(true);
  await reader.close();

  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  writeFileSync(path, await encrypter.encrypt(plain));
  const second = await readBlob(await open(path, 'r'), identityFromText(identity));
  expect(Buffer.from(await second.read(0, 150_000)).equals(plain)).toBe(true);
  await second.close();
});

test('a header without end is refused after a bounded look', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const { blob } = await vault.put(inParts(randomBytes(10)));
  const endless = `age-encryption.org/v1\n${'-> X25519 aaaa\nAAAA\n'.repeat(200_000)}`;
  writeFileSync(blobPath(place, blob), endless);
  await expect(vault.open(blob)).rejects.toMatchObject({ code: 'damaged' });
});

test('a share of low order is refused', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const { blob } = await vault.put(inParts(randomBytes(10)));
  const text = readFileSync(blobPath(place, blob), 'latin1');
  const zeros = Buffer.alloc(32).toString('base64').replace('=', '');
  writeFileSync(blobPath(place, blob), text.replace(/-> X25519 \S+/, `-> X25519 ${zeros}`), 'latin1');
  await expect(vault.open(blob)).rejects.toMatchObject({ code: 'damaged' });
});

test('the native and the portable cipher give the same bytes and refuse the same ones', () => {
  const [key, nonce, plain] = [randomBytes(32), randomBytes(12), randomBytes(1000)];
  const sealed = Buffer.concat(nativeAead.seal(key, nonce, plain));
  expect(Buffer.concat(portableAead.seal(key, nonce, plain)).equals(sealed)).toBe(true);
  for (const aead of [nativeAead, portableAead]) {
    expect(Buffer.from(aead.unseal(key, nonce, sealed) ?? []).equals(plain)).toBe(true);
    expect(aead.unseal(key, nonce, sealed.subarray(0, 999))).toBeUndefined();
    expect(aead.unseal(key, nonce, sealed.subarray(0, 9))).toBeUndefined();
  }
});

test('Bech32 keeps bytes and notices a wrong letter', () => {
  const bytes = randomBytes(32);
  const text = bech32Encode('age-secret-key-', bytes);
  expect(Buffer.from(bech32Decode('age-secret-key-', text)).equals(bytes)).toBe(true);
  const wrong = text.slice(0, -1) + (text.endsWith('q') ? 'p' : 'q');
  expect(() => bech32Decode('age-secret-key-', wrong)).toThrow(/well formed/);
  expect(() => bech32Decode('age', text)).toThrow(/well formed/);
});

test('no path is made of a name that is no id', async () => {
  const vault = openFresh();
  await expect(vault.open('../../etc/passwd' as Id)).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(vault.destroy('..' as Id)).rejects.toMatchObject({ code: 'invalid-input' });
});

test('files and folders are for their owner only', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const { blob } = await vault.put(inParts(randomBytes(10)));
  const modes = execFileSync('stat', ['-c', '%a', dirname(blobPath(place, blob)), blobPath(place, blob)]);
  expect(modes.toString().split('\n').slice(0, 2)).toEqual(['700', '600']);
});
