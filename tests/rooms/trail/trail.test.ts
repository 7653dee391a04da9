import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../electron/catalogue/catalogue.ts';
import { openEncryptedDatabase } from '../../../electron/files/encrypted-database.ts';
import { append, type TrailDraft } from '../../../electron/trail/append.ts';
import { makeCheckpoint } from '../../../electron/trail/checkpoint.ts';
import { sha256 } from '../../../electron/trail/sha256.ts';
import { verifyTrail } from '../../../electron/trail/verify.ts';
import { hashEntry } from '../../../shared/domain/trail/chain.ts';
import type { Checkpoint } from '../../../shared/domain/trail/checkpoint.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { idOf, newCatalogue, newPlace, noon, openAt, testKey } from '../catalogue/made-up.ts';

const library = idOf(0x11b);
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url');
const publicKeys = [publicKey.export({ format: 'jwk' }).x as string];

const draft = (number: number, text?: string): TrailDraft => ({
  kind: 'recording.held',
  by: idOf(0xaa),
  about: [{ noun: 'recording', id: idOf(number) }],
  facts: { number },
  ...(text === undefined ? {} : { text }),
});

const minute = (number: number): Instant =>
  new Date(Date.parse(noon) + number * 60_000).toISOString() as Instant;

async function fill(catalogue: Catalogue, entries: number): Promise<void> {
  await catalogue.write(async (writer) => {
    for (let number = 1; number <= entries; number += 1)
      await append(writer.trail, draft(number, number % 2 ? `words ${number}` : undefined), {
        now: minute(number),
      });
  });
}

const checkpointOf = (catalogue: Catalogue): Promise<Checkpoint> =>
  catalogue.read(({ trail }) => makeCheckpoint(trail, { library, now: minute(99), sign: signer }));

const prove = (catalogue: Catalogue, checkpoint?: Checkpoint) =>
  catalogue.read(({ trail }) => verifyTrail(trail, { checkpoint, publicKeys, library }));

/** Changes the file as somebody with the key and another tool could. */
async function tampered(entries: number, ...statements: string[]): Promise<[Catalogue, Checkpoint]> {
  const path = newPlace();
  const catalogue = openAt(path);
  await fill(catalogue, entries);
  const checkpoint = await checkpointOf(catalogue);
  await catalogue.close();
  const database = openEncryptedDatabase(path, testKey);
  database.pragma('foreign_keys = OFF');
  database.exec('DROP TRIGGER trail_entry_unchanged; DROP TRIGGER trail_entry_kept');
  for (const statement of statements) database.exec(statement);
  database.close();
  return [openAt(path), checkpoint];
}

describe('a trail that nobody touched', () => {
  test('is sound over many pages, with and without a checkpoint', async () => {
    const catalogue = newCatalogue();
    await fill(catalogue, 2_001);
    expect(await prove(catalogue)).toEqual({ sound: true, entries: 2_001, faults: [] });
    expect(await prove(catalogue, await checkpointOf(catalogue))).toMatchObject({ sound: true });
  });

  test('is sound when it is empty, but has no head to sign', async () => {
    const catalogue = newCatalogue();
    expect(await prove(catalogue)).toEqual({ sound: true, entries: 0, faults: [] });
    await expect(checkpointOf(catalogue)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('stays sound when the words of an erased patient go', async () => {
    const catalogue = newCatalogue();
    await fill(catalogue, 10);
    const checkpoint = await checkpointOf(catalogue);
    expect(await catalogue.write(({ trail }) => trail.eraseTexts([idOf(3), idOf(4)]))).toBe(1);
    expect(await prove(catalogue, checkpoint)).toMatchObject({ sound: true, entries: 10 });
    const { entries } = await catalogue.read(({ trail }) =>
      trail.window({ since: null, about: idOf(3) }, 0, 5),
    );
    expect(entries).toMatchObject([{ sequence: 3, text: null }]);
    expect(entries[0]?.textCommitment).toHaveLength(64);
  });

  test('goes on growing after a checkpoint that still proves its beginning', async () => {
    const catalogue = newCatalogue();
    await fill(catalogue, 5);
    const checkpoint = await checkpointOf(catalogue);
    await fill(catalogue, 5);
    expect(await prove(catalogue, checkpoint)).toMatchObject({ sound: true, entries: 10 });
  });
});

describe('a trail that was tampered with', () => {
  test.each([
    ['another time', "UPDATE trail_entry SET at = '2026-03-01T12:03:30.000Z' WHERE sequence = 3"],
    ['another person', 'UPDATE trail_entry SET by = NULL WHERE sequence = 3'],
    ['another act', "UPDATE trail_entry SET kind = 'recording.holdLifted' WHERE sequence = 3"],
    ['another fact', `UPDATE trail_entry SET facts = '{"number":4}' WHERE sequence = 3`],
    ['about something else', "UPDATE trail_entry SET about = '[]' WHERE sequence = 3"],
    ['another commitment', 'UPDATE trail_entry SET text_commitment = NULL WHERE sequence = 3'],
  ])('tells of an entry with %s', async (_, statement) => {
    const [catalogue] = await tampered(6, statement);
    const { sound, faults } = await prove(catalogue);
    expect(sound).toBe(false);
    expect(faults).toContainEqual({ sequence: 3, what: 'This entry was altered after it was written.' });
  });

  test('tells of an entry that was altered and hashed anew: the next one no longer follows', async () => {
    const [, , path] = [null, null, newPlace()];
    const catalogue = openAt(path);
    await fill(catalogue, 4);
    const [second] = await catalogue.read(({ trail }) => trail.from(2, 1));
    if (!second) throw new Error('There is no second entry');
    const forged = { ...second, facts: { number: 99 } };
    await catalogue.close();
    const database = openEncryptedDatabase(path, testKey);
    database.exec('DROP TRIGGER trail_entry_unchanged');
    database
      .prepare('UPDATE trail_entry SET facts = ?, hash = ? WHERE sequence = 2')
      .run('{"number":99}', hashEntry(forged, sha256));
    database.close();
    const { faults } = await prove(openAt(path));
    expect(faults).toEqual([{ sequence: 3, what: 'This entry does not follow from the one before it.' }]);
  });

  test('tells of a removed entry', async () => {
    const [catalogue] = await tampered(6, 'DELETE FROM trail_entry WHERE sequence = 3');
    const { sound, entries, faults } = await prove(catalogue);
    expect([sound, entries]).toEqual([false, 5]);
    expect(faults[0]).toMatchObject({ sequence: 3, what: expect.stringContaining('missing') });
  });

  test('tells of a removed first entry', async () => {
    const [catalogue] = await tampered(3, 'DELETE FROM trail_entry WHERE sequence = 1');
    expect((await prove(catalogue)).faults[0]).toMatchObject({ sequence: 1 });
  });

  test('tells of two entries that changed places', async () => {
    const [catalogue] = await tampered(
      6,
      'UPDATE trail_entry SET sequence = 100 WHERE sequence = 3',
      'UPDATE trail_entry SET sequence = 3 WHERE sequence = 4',
      'UPDATE trail_entry SET sequence = 4 WHERE sequence = 100',
    );
    expect((await prove(catalogue)).sound).toBe(false);
  });

  test('misses an end cut off without a checkpoint, and tells of it with one', async () => {
    const [catalogue, checkpoint] = await tampered(6, 'DELETE FROM trail_entry WHERE sequence > 4');
    expect((await prove(catalogue)).sound).toBe(true);
    const { sound, faults } = await prove(catalogue, checkpoint);
    expect(sound).toBe(false);
    expect(faults).toEqual([{ sequence: 6, what: expect.stringContaining('cut off') }]);
  });

  test('tells of a whole trail written anew, by the checkpoint', async () => {
    const catalogue = newCatalogue();
    await fill(catalogue, 6);
    const other = newCatalogue();
    await other.write(async (writer) => {
      for (let number = 1; number <= 8; number += 1)
        await append(writer.trail, draft(number), { now: minute(number) });
    });
    expect((await prove(other)).sound).toBe(true);
    const { faults } = await prove(other, await checkpointOf(catalogue));
    expect(faults).toEqual([{ sequence: 6, what: expect.stringContaining('not the one') }]);
  });

  test('tells of words that are not those that were written', async () => {
    const [catalogue] = await tampered(6, "UPDATE trail_text SET text = 'other' WHERE sequence = 5");
    expect((await prove(catalogue)).faults).toEqual([
      { sequence: 5, what: 'The words of this entry are not those that were written.' },
    ]);
  });

  test('tells of words put beside an entry that had none', async () => {
    const [catalogue] = await tampered(6, "INSERT INTO trail_text VALUES (4, 'salt', 'never said')");
    expect((await prove(catalogue)).faults).toHaveLength(1);
  });

  test('is not changed through the program: the file refuses it', async () => {
    const path = newPlace();
    const catalogue = openAt(path);
    await fill(catalogue, 2);
    await catalogue.close();
    const database = openEncryptedDatabase(path, testKey);
    expect(() => database.exec("UPDATE trail_entry SET kind = 'x'")).toThrow(/only ever added/);
    expect(() => database.exec('DELETE FROM trail_entry')).toThrow(/only ever added/);
    database.close();
  });
});

describe('a checkpoint', () => {
  test('counts only with the signature of this library, made now or under a former key', async () => {
    const catalogue = newCatalogue();
    await fill(catalogue, 3);
    const checkpoint = await checkpointOf(catalogue);
    const proof = (changed: Partial<Checkpoint>, keys = publicKeys, of = library) =>
      catalogue.read(({ trail }) =>
        verifyTrail(trail, { checkpoint: { ...checkpoint, ...changed }, publicKeys: keys, library: of }),
      );
    const stranger = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x as string;
    expect((await proof({}, [stranger, ...publicKeys])).sound).toBe(true);
    expect((await proof({}, [stranger])).sound).toBe(false);
    expect((await proof({}, [])).sound).toBe(false);
    expect((await proof({ at: minute(1) })).sound).toBe(false);
    expect((await proof({ sequence: 2 })).sound).toBe(false);
    expect((await proof({ signature: 'AAAA' })).sound).toBe(false);
    expect((await proof({}, publicKeys, idOf(5))).sound).toBe(false);
  });
});

describe('the clock', () => {
  test('running back a little dates an entry like the one before it', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async ({ trail }) => {
      await append(trail, draft(1), { now: minute(10) });
      expect((await append(trail, draft(2), { now: minute(5) })).at).toBe(minute(10));
    });
    expect(await prove(catalogue)).toMatchObject({ sound: true, entries: 2 });
  });

  test('running back by more than an hour is told once, and nothing is dated before the last entry', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async ({ trail }) => {
      await append(trail, draft(1), { now: minute(600) });
      for (const now of [minute(5), minute(6), minute(7)]) await append(trail, draft(2), { now });
      await append(trail, draft(3), { now: minute(601) });
    });
    const entries = await catalogue.read(({ trail }) => trail.from(1, 10));
    expect(entries.map(({ kind, at }) => [kind, at])).toEqual([
      ['recording.held', minute(600)],
      ['clock.ranBack', minute(600)],
      ['recording.held', minute(600)],
      ['recording.held', minute(600)],
      ['recording.held', minute(600)],
      ['recording.held', minute(601)],
    ]);
    expect(entries[1]?.facts).toEqual({ from: minute(600), to: minute(5) });
    expect(await prove(catalogue)).toMatchObject({ sound: true });
  });
});

test('a window shows the newest first, since a moment or about one thing', async () => {
  const catalogue = newCatalogue();
  await fill(catalogue, 5);
  await catalogue.read(async ({ trail }) => {
    const all = await trail.window({ since: null, about: null }, 1, 2);
    expect([all.total, all.entries.map(({ sequence }) => sequence)]).toEqual([5, [4, 3]]);
    const late = await trail.window({ since: minute(4), about: null }, 0, 9);
    expect([late.total, late.entries.map(({ text }) => text)]).toEqual([2, ['words 5', null]]);
    expect((await trail.window({ since: null, about: idOf(3) }, 0, 9)).total).toBe(1);
  });
});
