import { expect, test } from 'vitest';
import type { Catalogue, Viewer } from '../../../electron/catalogue/catalogue.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { day, derived, idOf, newCatalogue, noon, query, recording, subject, terms } from './made-up.ts';

const custodian: Viewer = { user: idOf(0xaa), role: 'custodian' };
/** Treats the patient of the first two recordings only, and finds the third as everybody who teaches does. */
const clinician: Viewer = { user: idOf(7), role: 'clinician' };
const educator: Viewer = { user: idOf(8), role: 'educator' };

const lecture = idOf(0xc1);

/** Four recordings: 1 and 2 of Featherstone, 3 and 4 of Carter, of which everybody who teaches finds the third. */
async function library(): Promise<Catalogue> {
  const catalogue = newCatalogue();
  const mine = [{ user: clinician.user, level: 3, treats: true }] as const;
  const taught = { custodian: 3, clinician: 2, educator: 2 } as const;
  const made = (from: string | null, to = from) =>
    ({
      earliest: from && day(from),
      latest: to && day(to),
      local: null,
      offset: null,
      source: 'person',
    }) as const;
  await catalogue.write(async (writer) => {
    const { recordings, subjects } = writer;
    await subjects.add(subject(1, { familyName: 'Featherstone', givenName: 'Bronwen' }));
    await subjects.add(
      subject(2, {
        familyName: 'Carter',
        givenName: 'Ann',
        identifiers: [{ kind: 'nhs', issuer: '', value: '9434765919' }],
      }),
    );
    const facts = [
      { fileName: 'knee_left.jpg', made: made('2018-03-05'), rating: 5, category: 'xray' },
      { fileName: 'IMG_1.jpg', made: made('2019-01-01', '2019-12-31'), rating: null, kind: 'video' },
      { fileName: 'featherstone-knee.jpg', made: made('2020-02-29'), rating: 0, madeFor: 'teaching' },
      { fileName: 'carter elbow.jpg', made: made(null), rating: 3, addedAt: '2025-06-30T23:30:00.000Z' },
    ] as const;
    for (const [index, fact] of facts.entries()) {
      const number = index + 1;
      await recordings.add(recording(number, { addedAt: noon, ...fact } as never));
      await recordings.setSubjects(idOf(number), [subject(number < 3 ? 1 : 2).id]);
      const levels = number === 3 ? taught : { custodian: 3 as const };
      await recordings.setDerived(
        idOf(number),
        derived(levels, number < 3 ? mine : [], { standing: number === 1 ? 'needsClass' : 'ready' }),
      );
    }
    await writer.agreements.add(
      idOf(0xa1),
      { kind: 'given', terms: terms() } as never,
      idOf(0xaa),
      noon,
      [],
      [idOf(2), idOf(3)],
    );
    await writer.labels.set(idOf(1), ['Left hand']);
    await writer.labels.set(idOf(3), ['left hand', 'lecture']);
    await writer.labels.set(idOf(4), ['inquest']);
    await writer.collections.add({ id: lecture, name: 'Spring lecture', madeBy: idOf(8), madeAt: noon });
    for (const number of [2, 3]) await writer.collections.put(lecture, idOf(number));
  });
  return catalogue;
}

const found = (catalogue: Catalogue, viewer: Viewer, text: string) =>
  catalogue.read(async ({ recordings }) => {
    const asked = query({ text, sort: 'number', descending: false });
    const { tiles, total, notes } = await recordings.window(viewer, asked, 0, 50);
    const counts = await recordings.counts(viewer, asked);
    const kinds = Object.values(counts.kinds).reduce((sum, count) => sum + count, 0);
    expect([total, kinds, counts.notes]).toEqual([tiles.length, tiles.length, notes]);
    return { numbers: tiles.map((tile) => tile.recording.number), notes };
  });

const all: readonly (readonly [string, readonly number[], readonly number[], readonly number[]])[] = [
  // What is asked for, and what the custodian, the clinician and the educator find.
  ['', [1, 2, 3, 4], [1, 2, 3], [3]],
  ['made:2019', [2], [2], []],
  ['made:>=2019-06', [2, 3], [2, 3], [3]],
  ['made:2018..2019-01', [1, 2], [1, 2], []],
  ['made:none', [4], [], []],
  ['-made:2019', [1, 3, 4], [1, 3], [3]],
  ['made:2018 made:2020', [1, 3], [1, 3], [3]],
  ['rating:>=3', [1, 4], [1], []],
  ['rating:0', [3], [3], [3]],
  ['rating:none', [2], [2], []],
  ['-rating:none', [1, 3, 4], [1, 3], [3]],
  ['number:R-000002..3', [2, 3], [2, 3], [3]],
  ['-number:3', [1, 2, 4], [1, 2], []],
  ['kind:film', [2], [2], []],
  ['-kind:film', [1, 3, 4], [1, 3], [3]],
  ['kind:film kind:photo', [1, 2, 3, 4], [1, 2, 3], [3]],
  ['status:needs-class', [1], [1], []],
  ['category:x-ray', [1], [1], []],
  ['category:none', [2, 3, 4], [2, 3], [3]],
  ['for:teaching', [3], [3], [3]],
  ['added:2025', [4], [], []],
  ['added:2026-03', [1, 2, 3], [1, 2, 3], [3]],
  ['label:left-hand', [1, 3], [1, 3], [3]],
  ['label:lecture label:inquest', [3, 4], [3], [3]],
  ['label:none', [2], [2], []],
  ['-label:left-hand', [2, 4], [2], []],
  ['inquest', [4], [], []],
  ['collection:"spring lecture"', [2, 3], [2, 3], [3]],
  ['-collection:spring-lecture', [1, 4], [1], []],
  ['collection:none', [1, 4], [1], []],
  // What tells of a person: a clinician is answered for their own patient only, an educator never.
  ['subject:featherstone', [1, 2], [1, 2], []],
  ['subject:"bronwen feather"', [1, 2], [1, 2], []],
  ['subject:S-000002', [3, 4], [], []],
  ['subject:9434765919', [3, 4], [], []],
  ['-subject:carter', [1, 2], [1, 2, 3], [3]],
  ['agreement:A-000001', [2, 3], [2], []],
  ['-agreement:A-000001', [1, 4], [1, 3], [3]],
  ['agreement:none', [1, 4], [1], []],
  ['file:knee', [1, 3], [1], []],
  ['file:featherstone', [3], [], []],
  ['file:"carter elbow"', [4], [], []],
  ['"featherstone knee"', [3], [], []],
  ['"knee featherstone"', [], [], []],
  ['"featherstone bronwen"', [1, 2], [1, 2], []],
  ['"ann carter"', [3, 4], [], []],
  ['-featherstone', [4], [3], [3]],
  ['-"ann carter"', [1, 2], [1, 2, 3], [3]],
  ['carter -kind:film label:inquest', [4], [], []],
  // What is not understood finds nothing.
  ['colour:red', [], [], []],
  ['made:soon', [], [], []],
  ['kind:film colour:red', [], [], []],
];

test('every field narrows to what it says, for each viewer within what they may know', async () => {
  const catalogue = await library();
  for (const [text, ...expected] of all) {
    const answers = [];
    for (const viewer of [custodian, clinician, educator])
      answers.push((await found(catalogue, viewer, text)).numbers);
    expect([text, ...answers]).toEqual([text, ...expected]);
  }
});

test('filters beside the text do the same', async () => {
  const catalogue = await library();
  const numbers = (members: Parameters<typeof query>[0], viewer = custodian) =>
    catalogue.read(async ({ recordings }) => {
      const { tiles } = await recordings.window(viewer, query({ sort: 'number', ...members }), 0, 9);
      return tiles.map((tile) => tile.recording.number).sort();
    });
  expect(await numbers({ labels: ['LECTURE', 'inquest'] })).toEqual([3, 4]);
  expect(await numbers({ ratingFrom: 3 })).toEqual([1, 4]);
  expect(await numbers({ ratingTo: 3 })).toEqual([3, 4]);
  expect(await numbers({ collections: [lecture] }, educator)).toEqual([3]);
  expect(await numbers({ collections: [idOf(0xff) as Id] })).toEqual([]);
  expect(await numbers({ collections: [idOf(0xff) as Id, lecture] }, educator)).toEqual([3]);
});

test('an error in a word is forgiven where nothing has it, and only by words that the viewer may know', async () => {
  const catalogue = await library();
  const forgiven = async (viewer: Viewer, text: string) => {
    const { numbers, notes } = await found(catalogue, viewer, text);
    return [
      numbers,
      notes
        .join(' ')
        .match(/“[^”]+”/g)
        ?.slice(1)
        .join(' ') ?? '',
    ];
  };
  expect(await forgiven(custodian, 'fetherstone')).toEqual([[1, 2, 3], '“featherstone”']);
  expect(await forgiven(clinician, 'fetherstone')).toEqual([[1, 2], '“featherstone”']);
  expect(await forgiven(educator, 'fetherstone')).toEqual([[], '']);
  expect(await forgiven(custodian, 'crater')).toEqual([[3, 4], '“carter”']);
  expect(await forgiven(clinician, 'crater')).toEqual([[], '']);
  expect(await forgiven(custodian, 'elbwo kind:photo')).toEqual([[4], '“elbow”']);
  expect(await forgiven(educator, 'teachin')).toEqual([[3], '']);
  expect(await forgiven(educator, 'taeching')).toEqual([[3], '“teaching”']);
  // Three letters are too few, a number is never a misspelt one, and what is there needs no forgiving.
  for (const text of ['kne', 'ann', '9434765918', 'carter', '"carper"', '-carper', 'file:carper'])
    expect([text, (await forgiven(custodian, text))[1]]).toEqual([text, '']);
});

test('what is suggested and counted is what the viewer finds', async () => {
  const catalogue = await library();
  const ends = (viewer: Viewer, text: string) =>
    catalogue.read(async ({ recordings }) =>
      (await recordings.suggest(viewer, text)).map((end) => `${end.kind} ${end.text} ${end.count ?? '-'}`),
    );
  expect(await ends(custodian, 'photo label:le')).toEqual([
    'value photo label:lecture 1',
    'value photo label:"Left hand" 2',
  ]);
  expect(await ends(educator, 'label:')).toEqual(['value label:lecture 1', 'value label:"Left hand" 1']);
  expect(await ends(educator, '-collection:s')).toEqual(['value -collection:"Spring lecture" 1']);
  expect(await ends(clinician, 'subject:fe')).toEqual(['name subject:"Bronwen Featherstone" 2']);
  expect(await ends(clinician, 'carter')).toEqual([]);
  expect(await ends(clinician, 'crater')).toEqual([]);
  expect(await ends(custodian, 'crater')).toEqual(['word carter 2']);
  expect(await ends(educator, 'made:')).toEqual(['value made:2020 1']);
  expect(await ends(educator, 'rating:')).toContain('value rating:0 1');
  expect(await ends(custodian, 'kind:f')).toEqual(['value kind:film 1']);
  expect(await ends(custodian, 'rat')).toEqual(['field rating: -']);
  expect(await ends(custodian, 'colour:r')).toEqual([]);
  expect(await ends(custodian, 'carter ')).toEqual([]);
});

test('an erasure takes along labels, collections and views that nothing else holds', async () => {
  const catalogue = await library();
  const view = { query: query({ text: 'elbow' }), shared: false, madeBy: idOf(8) };
  await catalogue.write(async (writer) => {
    await writer.savedViews.save({ ...view, id: idOf(0xd1), name: 'Elbows' });
    await writer.savedViews.save({
      ...view,
      id: idOf(0xd2),
      name: 'Carters',
      query: query({ text: 'carter' }),
    });
    await writer.collections.add({ id: idOf(0xc2), name: 'Inquest', madeBy: idOf(8), madeAt: noon });
    await writer.collections.put(idOf(0xc2), idOf(4));
    await writer.recordings.erase(idOf(4));
  });
  await catalogue.read(async ({ labels, collections, savedViews }) => {
    expect((await labels.counts(custodian)).map(({ label }) => label)).toEqual(['lecture', 'Left hand']);
    expect((await collections.list(custodian)).map(({ name }) => name)).toEqual(['Spring lecture']);
    expect((await savedViews.list()).map(({ name }) => name)).toEqual(['Carters']);
  });
  expect(await catalogue.check()).toEqual([]);
});
