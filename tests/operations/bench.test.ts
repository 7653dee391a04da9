import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig } from './rig.ts';
import { stillSize, ultrasoundStill, writtenAt } from './ultrasound.ts';

type Region = Input<'bench.decide'>['draft']['regions'][number];

let rig: Rig;
let subject: Id;
let stills: Id[];
const day = 86_400_000;
const planned = { category: 'other', madeFor: 'teaching', circumstances: 'planned' } as const;

async function patient(familyName: string): Promise<Id> {
  const facts = { familyName, givenName: 'Wilhelmina', bornOn: null, diedOn: null, appointedPerson: false };
  return (await rig.call('Cass', 'subject.create', { ...facts, identifiers: [] })).id;
}

async function still(seed: number, of: Id, name = 'KOWALCZYK, Wilhelmina'): Promise<Id> {
  const written = { name, number: 'D 448 210', hospital: 'Ysbyty Gwynedd', day: '04/03/2024 10:12' };
  const file = `IM_${String(seed).padStart(4, '0')}.jpg`;
  const folder = rig.files({ [file]: await ultrasoundStill(seed, written) });
  return rig.take('Cass', join(folder, file), { ...planned, subjects: [of] });
}

/** Asks until the picture was searched, as the window does when it is told. */
async function searched(recording: Id): Promise<Output<'bench.open'>> {
  for (;;) {
    const opened = await rig.call('Cass', 'bench.open', { recording });
    if (opened.search !== 'waiting') return opened;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/** How much of a box lies under others that do not overlap: words are covered, the gaps between them need not be. */
const shareCovered = (outers: readonly Box[], { x, y, w, h }: Box): number =>
  outers.reduce((sum, box) => {
    const wide = Math.min(box.x + box.w, x + w) - Math.max(box.x, x);
    const high = Math.min(box.y + box.h, y + h) - Math.max(box.y, y);
    return sum + Math.max(0, wide) * Math.max(0, high);
  }, 0) /
  (w * h);

const decided = (region: Partial<Region>): Region => ({
  ...{ x: 4, y: 4, w: 200, h: 40, key: 1, origin: 'drawn', state: 'kept', locked: false },
  ...{ kind: 'text', text: 'KOWALCZYK', critical: true },
  ...region,
});

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician', Nora: 'governance', Edda: 'educator' });
  subject = await patient('Kowalczyk');
  stills = [];
  for (const seed of [1, 2, 3]) stills.push(await still(seed, subject));
}, 60_000);
afterAll(() => rig?.close());

describe('the bench', () => {
  test('opens with what was found, and the writing is covered', async () => {
    const { proposals, search, device } = await searched(stills[0]!);
    expect(search).toBe('ready');
    expect(device).toMatchObject(stillSize);
    for (const [what, box] of Object.entries(writtenAt))
      expect(shareCovered(proposals, box), what).toBeGreaterThan(0.6);
  });

  test('searches ahead: the next opens with everything found, without being asked for', async () => {
    const { next } = await searched(stills[0]!);
    expect(next).toBe(stills[1]);
    const tried = async () => (await rig.call('Cass', 'bench.list', { offset: 0, limit: 10 })).items;
    await expect
      .poll(tried, { timeout: 20_000 })
      .toSatisfy((items: Output<'bench.list'>['items']) => items.every((item) => item.search === 'ready'));
    const opened = await rig.call('Cass', 'bench.open', { recording: stills[1]! });
    expect(opened.search).toBe('ready');
  });

  test('shows the series of the subject with the frame size, and another patient’s is not of it', async () => {
    const other = await still(40, await patient('Ó Briain'));
    const { series } = await searched(stills[0]!);
    expect(series.map(({ id }) => id)).toEqual(stills);
    expect((await searched(other)).series.map(({ id }) => id)).toEqual([other]);
  });

  test('searches a film as well, and nothing of it stays in the open', async () => {
    const name = 'media__sample_with_htc_rotation_track_name.mkv';
    const film = await rig.take('Cass', join(rig.files({ [name]: name }), name), {
      ...planned,
      subjects: [],
    });
    const { search, device, fault } = await searched(film);
    expect([search, fault]).toEqual(['ready', null]);
    expect(device?.width).toBeGreaterThan(0);
    expect(readdirSync(join(rig.place, 'tmp')).filter((file) => file.startsWith('search-'))).toEqual([]);
  });

  test('goes on where it was cut off', async () => {
    const { rendition } = await searched(stills[2]!);
    const draft = {
      regions: [decided({}), decided({ key: 2, state: 'dropped', locked: true })],
      spans: [{ key: 3, from: 1.5, to: 2, treatment: 'tone' as const }],
    };
    await rig.call('Cass', 'bench.decide', { rendition, draft });
    await rig.restart();
    const opened = await searched(stills[2]!);
    expect(opened.draft).toMatchObject({ ...draft, by: { name: 'Cass' } });
  });

  test('says what waits, and to whoever may not make copies nothing of what was found', async () => {
    const items = (await rig.call('Cass', 'bench.list', { offset: 0, limit: 10 })).items;
    expect(items.map(({ recording }) => recording.id).slice(0, 3)).toEqual(stills);
    expect(items[0]).toMatchObject({ stage: 'toMake', search: 'ready' });
    expect(items[0]!.regions).toBeGreaterThan(0);
    const others = (await rig.call('Nora', 'bench.list', { offset: 0, limit: 10 })).items;
    expect(others.map(({ search, regions }) => [search, regions])).toEqual(others.map(() => ['none', 0]));
    expect(await rig.failure('Edda', 'bench.open', { recording: stills[0]! })).toMatchObject({
      code: 'not-allowed',
    });
  });

  test('previews the very bytes that are then stored', async () => {
    const regions = [{ x: 0, y: 0, w: 1_024, h: 80 }];
    const asked = { recording: stills[0]!, regions, keep: { x: 8, y: 40, w: 600, h: 400 } };
    const { url } = await rig.call('Cass', 'anonymise.preview', asked);
    const preview = await rig.media('Cass', url);
    const { rendition } = await rig.call('Cass', 'anonymise.make', asked);
    const { width, height } = rendition;
    expect(rendition.recipe?.kept).toMatchObject({ w: width, h: height });
    expect([width! <= 600 && width! > 568, height! <= 400 && height! > 368]).toEqual([true, true]);
    const opened = await rig.call('Cass', 'open.custody', {
      rendition: rendition.id,
      purpose: 'anonymising',
    });
    const stored = await rig.media('Cass', opened.url);
    expect(preview!.bytes.equals(stored!.bytes)).toBe(true);
    await rig.call('Cass', 'anonymise.discard', { rendition: rendition.id });
  });

  test('the trail says nothing of what was read or decided', async () => {
    const { entries } = await rig.call('Nora', 'trail.window', { offset: 0, limit: 500 });
    expect(JSON.stringify(entries)).not.toMatch(/KOWALCZYK|448 210/i);
  });
});

describe('device templates', () => {
  const always = [{ x: 0, y: 0, w: 1_024, h: 80 }];

  test('are learned once and laid over every later picture of that device and frame', async () => {
    const { rendition } = await searched(stills[0]!);
    await rig.call('Cass', 'template.learn', { rendition, name: 'Room 4', regions: always });
    const opened = await searched(stills[1]!);
    expect(opened.templates).toMatchObject([{ name: 'Room 4' }]);
    expect(opened.proposals.filter(({ sources }) => sources.includes('template'))).toMatchObject(always);
  });

  test('go to another library as a file, once', async () => {
    const document = await rig.call('Cass', 'template.export', {});
    expect(await rig.call('Cass', 'template.import', { document })).toEqual({ added: 0, known: 1 });
    const other = { ...document, templates: [{ ...document.templates[0]!, model: 'Voluson' }] };
    expect(await rig.call('Cass', 'template.import', { document: other })).toEqual({ added: 1, known: 0 });
    expect((await searched(stills[1]!)).templates).toHaveLength(1);
    const broken = { ...document, templates: [{ ...document.templates[0]!, regions: [] }] };
    expect(await rig.failureOf('Cass', 'template.import', { document: broken })).toMatchObject({
      code: 'invalid-input',
    });
  });

  test('are renamed and removed by their keepers alone', async () => {
    const [template] = await rig.call('Nora', 'template.list', {});
    await rig.call('Cass', 'template.rename', { template: template!.id, name: 'Room 5' });
    const named = (await rig.call('Cass', 'template.list', {})).map(({ name }) => name);
    expect(named).toContain('Room 5');
    expect(await rig.failure('Nora', 'template.remove', { template: template!.id })).toMatchObject({
      code: 'not-allowed',
    });
    await rig.call('Cass', 'template.remove', { template: template!.id });
    expect((await searched(stills[1]!)).templates).toEqual([]);
  });
});

describe('a library that asks for two readers', () => {
  const judged = (
    rendition: Id,
    identifiability: 'notIdentifiable' | 'identifiable' = 'notIdentifiable',
  ) => ({
    ...{ rendition, lookedAt: ['face'], identifiability, residueSeen: true },
  });

  test('counts a copy as signed off when two people have said the same', async () => {
    rig.advance(2 * day);
    await rig.call('Nora', 'anonymise.setRules', { secondReader: true });
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording: stills[1]!, regions: [] });
    const first = await rig.call('Cass', 'anonymise.signOff', judged(rendition.id));
    expect(first).toMatchObject({
      identifiability: 'unassessed',
      signOff: { valid: false, awaitsSecond: true },
    });
    const items = async () => (await rig.call('Nora', 'bench.list', { offset: 0, limit: 10 })).items;
    expect((await items()).find(({ copy }) => copy === rendition.id)?.stage).toBe('toReadAgain');
    expect(await rig.failure('Cass', 'anonymise.signOff', judged(rendition.id))).toMatchObject({
      code: 'needs-second-person',
    });
    const second = await rig.call('Nora', 'anonymise.signOff', judged(rendition.id));
    expect(second).toMatchObject({
      identifiability: 'notIdentifiable',
      signOff: { by: { name: 'Nora' }, valid: true, awaitsSecond: false },
    });
    expect((await items()).find(({ copy }) => copy === rendition.id)).toBeUndefined();
    expect((await rig.call('Nora', 'library.verify', { deep: true })).faults).toEqual([]);
  });

  test('begins anew where the second says otherwise', async () => {
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording: stills[2]!, regions: [] });
    await rig.call('Cass', 'anonymise.signOff', judged(rendition.id));
    const other = await rig.call('Nora', 'anonymise.signOff', judged(rendition.id, 'identifiable'));
    expect(other.signOff).toMatchObject({ valid: false, awaitsSecond: true });
    await rig.call('Nora', 'anonymise.setRules', { secondReader: false });
  });

  test('is set by nobody who makes the copies', async () => {
    expect(await rig.failure('Cass', 'anonymise.setRules', { secondReader: true })).toMatchObject({
      code: 'not-allowed',
    });
  });
});
