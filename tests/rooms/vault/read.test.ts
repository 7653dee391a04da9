import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlobReader } from '../../../electron/vault/blob-reader.ts';
import { sealedChunkSize } from '../../../electron/vault/payload.ts';
import type { Vault, VaultOptions } from '../../../electron/vault/vault.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { blobPath, freshPlace, inParts, openFresh } from './test-vault.ts';

async function stored(size: number): Promise<{ place: VaultOptions; vault: Vault; blob: Id; plain: Buffer }> {
  const place = freshPlace();
  const vault = openFresh(place);
  const plain = randomBytes(size);
  const { blob } = await vault.put(inParts(plain));
  return { place, vault, blob, plain };
}

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

async function readsWhole(vault: Vault, blob: Id): Promise<Buffer> {
  const reader: BlobReader = await vault.open(blob);
  try {
    return await collect(reader.stream());
  } finally {
    await reader.close();
  }
}

test('any range reads as the same range of what was put', async () => {
  const { vault, blob, plain } = await stored(1_500_007);
  const reader = await vault.open(blob);
  const range = fc.tuple(fc.nat(plain.length + 100_000), fc.nat(400_000));
  await fc.assert(
    fc.asyncProperty(range, async ([offset, length]) => {
      const expected = plain.subarray(offset, offset + length);
      expect(Buffer.from(await reader.read(offset, length)).equals(expected)).toBe(true);
      expect((await collect(reader.stream(offset, offset + length))).equals(expected)).toBe(true);
    }),
    { numRuns: 100 },
  );
  await reader.close();
});

test('several readers and ranges at once do not disturb each other', async () => {
  const { vault, blob, plain } = await stored(2_000_000);
  const reader = await vault.open(blob);
  const reads = Array.from({ length: 20 }, (_, index) => reader.read(index * 90_000, 123_456));
  for (const [index, part] of (await Promise.all(reads)).entries()) {
    expect(Buffer.from(part).equals(plain.subarray(index * 90_000, index * 90_000 + 123_456))).toBe(true);
  }
  await reader.close();
});

test('a range that is no whole number from 0 up is refused', async () => {
  const { vault, blob } = await stored(10);
  const reader = await vault.open(blob);
  await expect(reader.read(-1, 2)).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(reader.read(0, 1.5)).rejects.toMatchObject({ code: 'invalid-input' });
  await reader.close();
});

test('a closed reader gives nothing more, also in the middle of a stream', async () => {
  const { vault, blob } = await stored(3_000_000);
  const reader = await vault.open(blob);
  const parts = reader.stream()[Symbol.asyncIterator]();
  await parts.next();
  await reader.close();
  await reader.close();
  const drain = async () => {
    while (!(await parts.next()).done);
  };
  await expect(drain()).rejects.toMatchObject({ code: 'locked' });
  await expect(reader.read(0, 1)).rejects.toMatchObject({ code: 'locked' });
});

test('any altered byte is noticed', async () => {
  const { place, vault, blob } = await stored(200_000);
  const sealed = readFileSync(blobPath(place, blob));
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] as number) ^ change;
      writeFileSync(blobPath(place, blob), altered);
      await expect(readsWhole(vault, blob)).rejects.toMatchObject({ code: 'damaged' });
    }),
    {
      numRuns: 150,
      examples: [
        [0, 1],
        [30, 2],
        [199, 1],
        [sealed.length - 1, 1],
      ],
    },
  );
});

test('a shortened or lengthened blob does not open', async () => {
  const { place, vault, blob } = await stored(200_000);
  const path = blobPath(place, blob);
  const sealed = readFileSync(path);
  const lengths = [
    0,
    1,
    21,
    150,
    200,
    sealed.length - 1,
    sealed.length - 16,
    sealed.length - sealedChunkSize,
  ];
  for (const length of lengths) {
    writeFileSync(path, sealed.subarray(0, length));
    await expect(vault.open(blob), `cut to ${length}`).rejects.toMatchObject({ code: 'damaged' });
  }
  const head = sealed.length - (200_000 + 4 * 16);
  for (const chunks of [1, 2, 3]) {
    writeFileSync(path, sealed.subarray(0, head + chunks * sealedChunkSize));
    await expect(vault.open(blob), `cut to ${chunks} chunks`).rejects.toMatchObject({ code: 'damaged' });
  }
  for (const more of [1, 16, 17, sealedChunkSize]) {
    writeFileSync(path, Buffer.concat([sealed, Buffer.alloc(more)]));
    await expect(vault.open(blob), `${more} more`).rejects.toMatchObject({ code: 'damaged' });
  }
});

test('exchanged chunks and chunks of another blob are noticed', async () => {
  const { place, vault, blob, plain } = await stored(65_536 * 3);
  const path = blobPath(place, blob);
  const sealed = readFileSync(path);
  const head = sealed.length - 3 * sealedChunkSize;
  const chunk = (bytes: Buffer, index: number) =>
    bytes.subarray(head + index * sealedChunkSize, head + (index + 1) * sealedChunkSize);
  const start = sealed.subarray(0, head);
  writeFileSync(path, Buffer.concat([start, chunk(sealed, 1), chunk(sealed, 0), chunk(sealed, 2)]));
  await expect(readsWhole(vault, blob)).rejects.toMatchObject({ code: 'damaged' });
  const other = await vault.put(inParts(plain));
  const foreign = readFileSync(blobPath(place, other.blob));
  writeFileSync(path, Buffer.concat([start, chunk(foreign, 0), chunk(sealed, 1), chunk(sealed, 2)]));
  await expect(readsWhole(vault, blob)).rejects.toMatchObject({ code: 'damaged' });
});

test('a blob cut while it is open stops as damaged', async () => {
  const { place, vault, blob } = await stored(5_000_000);
  const reader = await vault.open(blob);
  truncateSync(blobPath(place, blob), 3_000_000);
  await expect(collect(reader.stream())).rejects.toMatchObject({ code: 'damaged' });
  await reader.close();
});

test('reading back says whether the stored bytes are those that were put', async () => {
  const { place, vault, blob, plain } = await stored(300_000);
  const sha256 = createHash('sha256').update(plain).digest('hex');
  expect(await vault.readBack(blob, sha256)).toBe(true);
  expect(
    await vault.readBack(
      blob,
      sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    ),
  ).toBe(false);
  truncateSync(blobPath(place, blob), 1000);
  expect(await vault.readBack(blob, sha256)).toBe(false);
  rmSync(blobPath(place, blob));
  expect(await vault.readBack(blob, sha256)).toBe(false);
});
