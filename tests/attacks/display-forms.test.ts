import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playableUrl, tileUrl } from '../../shared/contract/media-url.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { terms, World } from './gate-world.ts';

/** Forms made of a recording for the screen: pieces of a large picture, and films that no window plays as they are. */

let world: World;
let pictures = 0;

beforeAll(async () => {
  world = await World.make();
}, 120_000);
afterAll(() => world?.rig.close());

/** A large picture that no window shows as it is stored, each one another file. */
const tiff = (): Promise<Buffer> =>
  sharp({
    create: { width: 4_700, height: 300, channels: 3, background: { r: 9, g: pictures % 250, b: 40 } },
  })
    .tiff({ compression: 'lzw' })
    .toBuffer();

const film = (): Buffer =>
  spawnSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=64x48:r=10:d=${1 + pictures / 10}`,
      '-c:v',
      'mjpeg',
    ].concat(['-pix_fmt', 'yuvj420p', '-f', 'avi', 'pipe:1']),
    { maxBuffer: 64 * 1024 * 1024 },
  ).stdout;

/** A recording that Edda may see as it is, for teaching. */
async function shared(kind: 'tiff' | 'film') {
  pictures += 1;
  const { rig, subjects } = world;
  const name = kind === 'tiff' ? `large-${pictures}.tif` : `film-${pictures}.avi`;
  const folder = rig.files({ [name]: kind === 'tiff' ? await tiff() : film() });
  const day = '2010-01-01' as ReturnType<typeof terms>['givenOn'];
  const recording = await rig.take('Cass', join(folder, name), {
    category: 'other',
    circumstances: 'planned',
    madeFor: 'teaching',
    made: { earliest: day, latest: day },
    subjects: [subjects.a],
  });
  const agreement = await rig.call('Cass', 'agreement.create', {
    terms: terms({ identifiableAllowed: true }),
    subjects: [subjects.a],
    recordings: [recording],
  });
  const on = '2026-03-01' as typeof day;
  await rig.call('Cass', 'agreement.record', { agreement: agreement.id, event: { kind: 'confirmed', on } });
  const shown = await rig.call('Cass', 'recording.show', { recording });
  const original = shown.renditions[0]!.id;
  return { recording, original, agreement: agreement.id };
}

const view = async (rendition: Id) => {
  const ask = { rendition, use: 'teaching', audience: 'medicalSetting' } as const;
  const { opened, decision } = await world.rig.call('Edda', 'open.use', ask);
  if (!opened) throw new Error(decision.reasons.join(' '));
  return opened;
};

const first = { level: 0, column: 0, row: 0 };
const formsOf = (url: string): string[] => [url, tileUrl(url, first), playableUrl(url)];
const open = async (person: string, url: string): Promise<string[]> => {
  const found = [];
  for (const form of formsOf(url)) if (await world.rig.media(person, form)) found.push(form);
  return found;
};

describe('a large picture in pieces', () => {
  test('is one token, one decision and one entry, however many pieces are looked at', async () => {
    const { original, recording } = await shared('tiff');
    const { url, tiles, width, height } = await view(original);
    expect([tiles, width, height]).toEqual([{ side: 512, levels: 1 }, 4_700, 300]);
    const whole = await world.rig.media('Edda', url);
    expect(whole?.type).toBe('image/jpeg');
    expect(await sharp(whole!.bytes).metadata()).toMatchObject({ width: 4_096, height: 261 });
    const last = await world.rig.media('Edda', tileUrl(url, { level: 0, column: 9, row: 0 }));
    expect(await sharp(last!.bytes).metadata()).toMatchObject({ width: 4_700 - 9 * 512, height: 300 });
    const { entries } = await world.rig.call('Grace', 'trail.window', {
      about: recording,
      offset: 0,
      limit: 500,
    });
    expect(entries.filter(({ kind }) => kind === 'decision.made')).toHaveLength(1);
  });

  test('has no piece beyond its edge, and no other form', async () => {
    const { original } = await shared('tiff');
    const { url } = await view(original);
    for (const place of [
      { level: 0, column: 10, row: 0 },
      { level: 0, column: 0, row: 1 },
      { level: 1, column: 0, row: 0 },
    ])
      expect(await world.rig.media('Edda', tileUrl(url, place))).toBeNull();
    for (const odd of [
      '/0-0',
      '/0-0-0-0',
      '/-1-0-0',
      '/00-0-0',
      '/0-0-0/',
      '/0-0-0?',
      '/0-1000-0',
      '/../0-0-0',
    ])
      expect(await world.rig.media('Edda', url + odd), odd).toBeNull();
    expect(await open('Edda', url)).toEqual([url, tileUrl(url, first)]);
  });

  test('is nobody else’s, and a small picture’s address has no pieces', async () => {
    const { original, recording } = await shared('tiff');
    const { url } = await view(original);
    for (const other of ['Cass', 'Grace', 'Clara', 'Rex', 'Adam']) expect(await open(other, url)).toEqual([]);
    const { thumbnail } = await world.rig.call('Edda', 'recording.show', { recording });
    expect(await world.rig.media('Edda', tileUrl(thumbnail!, first))).toBeNull();
    expect(await world.rig.media('Edda', tileUrl(thumbnail!.replace('thumb', 'media'), first))).toBeNull();
  });

  const endings: readonly (readonly [string, (of: { agreement: Id; recording: Id }) => Promise<unknown>])[] =
    [
      ['a lock', () => world.rig.call('Edda', 'session.lock', {})],
      [
        'a withdrawal',
        ({ agreement }) =>
          world.rig.call('Cass', 'agreement.record', {
            agreement,
            event: { kind: 'withdrawn', on: '2026-03-05' as ReturnType<typeof terms>['givenOn'] },
          }),
      ],
      [
        'the approval of its erasure',
        async ({ recording }) => {
          await world.rig.call('Cass', 'erasure.propose', {
            recordings: [recording],
            why: 'no longer needed',
          });
          await world.rig.approve('Grace', [recording]);
        },
      ],
    ];

  test.each(endings)('is gone after %s, pieces that were made already too', async (_, end) => {
    const thing = await shared('tiff');
    const { url } = await view(thing.original);
    expect(await open('Edda', url)).toHaveLength(2);
    await end(thing);
    expect(await open('Edda', url)).toEqual([]);
  });
});

describe('a film that no window plays as it is stored', () => {
  test('is made playable in memory, without plaintext on the disk', async () => {
    const { original } = await shared('film');
    const opened = await view(original);
    expect(opened).toMatchObject({ plays: false, kind: 'video', type: 'video/x-msvideo' });
    const seen = new Set<string>();
    const watch = setInterval(() => {
      for (const name of readdirSync(join(world.rig.place, 'tmp'))) seen.add(name);
    }, 5);
    const made = await world.rig.media('Edda', playableUrl(opened.url));
    clearInterval(watch);
    expect(made?.type).toBe('video/x-matroska');
    expect(made!.bytes.readUInt32BE(0)).toBe(0x1a45dfa3);
    expect([...seen]).toEqual([]);
  });

  test('is nobody else’s, and gone after a withdrawal', async () => {
    const { original, agreement } = await shared('film');
    const { url } = await view(original);
    expect(await open('Edda', url)).toEqual([url, playableUrl(url)]);
    for (const other of ['Cass', 'Rex', 'Adam']) expect(await open(other, url)).toEqual([]);
    const event = { kind: 'withdrawn', on: '2026-03-05' as ReturnType<typeof terms>['givenOn'] } as const;
    await world.rig.call('Cass', 'agreement.record', { agreement, event });
    expect(await open('Edda', url)).toEqual([]);
  });
});
