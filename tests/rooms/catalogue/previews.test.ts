import SqlCipher from '@signalapp/sqlcipher';
import { expect, test } from 'vitest';
import { createPreviews } from '../../../electron/catalogue/previews.ts';
import { findInPages } from '../../witness/sqlcipher-pages.ts';
import { idOf, newPlace, testKey } from './made-up.ts';

const picture = (mark: string, bytes = 20_000) => ({
  bytes: Buffer.from(mark.repeat(bytes / mark.length)),
  type: 'image/webp',
});

test('a preview comes back as it was put in, by rendition and size', async () => {
  const previews = createPreviews({ path: newPlace(), key: testKey });
  await previews.put(idOf(1), 'thumbnail', picture('first'));
  await previews.put(idOf(1), 'waveform', {
    bytes: new Uint8Array([1, 2]),
    type: 'application/octet-stream',
  });
  await previews.put(idOf(1), 'thumbnail', picture('second'));
  const found = await previews.get(idOf(1), 'thumbnail');
  expect(found?.type).toBe('image/webp');
  expect(
    Buffer.from(found?.bytes ?? [])
      .subarray(0, 6)
      .toString(),
  ).toBe('second');
  expect(await previews.has(idOf(1), 'waveform')).toBe(true);
  expect(await previews.has(idOf(1), 'poster')).toBe(false);
  expect(await previews.get(idOf(2), 'thumbnail')).toBeNull();
  previews.close();
});

test('what is removed is in no page of the file and no frame of its log', async () => {
  const path = newPlace();
  const previews = createPreviews({ path, key: testKey });
  const sought = ['quillfeather', idOf(0xfeed)];
  for (let number = 1; number < 40; number += 1)
    await previews.put(idOf(number), 'thumbnail', picture(`other ${number} `));
  await previews.put(idOf(0xfeed), 'thumbnail', picture('quillfeather'));
  await previews.put(idOf(0xfeed), 'waveform', picture('quillfeather', 240));
  expect(new Set(findInPages(path, testKey, sought).map(({ needle }) => needle)).size).toBe(2);
  await previews.removeAll([idOf(0xfeed)]);
  expect(findInPages(path, testKey, sought)).toEqual([]);
  expect(await previews.has(idOf(7), 'thumbnail')).toBe(true);
  previews.close();
});

test('SQLCipher opens it, and after a change of key only by the new one', async () => {
  const path = newPlace();
  const previews = createPreviews({ path, key: testKey });
  await previews.put(idOf(1), 'thumbnail', picture('x'));
  previews.rekey(new Uint8Array(32).fill(0xee));
  previews.close();
  const count = (key: string): unknown => {
    const db = new SqlCipher(path);
    try {
      db.pragma(`key = "x'${key}'"`);
      return db.prepare('SELECT count(*) FROM preview', { pluck: true }).get();
    } finally {
      db.close();
    }
  };
  expect(count('ee'.repeat(32))).toBe(1);
  expect(() => count(Buffer.from(testKey).toString('hex'))).toThrow();
});
