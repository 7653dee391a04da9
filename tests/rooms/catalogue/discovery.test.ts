import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalogue, RecordingQuery, Viewer } from '../../../electron/catalogue/catalogue.ts';
import type { RecordingRow, VisibilityLevel } from '../../../electron/catalogue/rows.ts';
import { categories, uses } from '../../../shared/domain/policy/words.ts';
import { kinds, recordingStates, type Standing, standings } from '../../../shared/domain/recording/state.ts';
import { type Role, roles } from '../../../shared/domain/user/role.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { derived, idOf, newCatalogue, query, recording, subject } from './made-up.ts';

/** A library small enough to be searched by hand: the model below asks each recording each question plainly. */
interface Known {
  readonly number: number;
  readonly kind: RecordingRow['kind'];
  readonly state: RecordingRow['state'];
  readonly standing: Standing;
  readonly category: RecordingRow['category'];
  readonly madeFor: RecordingRow['madeFor'];
  readonly earliest: Day | null;
  readonly latest: Day | null;
  readonly file: string;
  readonly subjects: readonly number[];
  readonly levels: Readonly<Record<Role, VisibilityLevel>>;
  readonly viewers: readonly {
    readonly user: number;
    readonly level: VisibilityLevel;
    readonly treats: boolean;
  }[];
}

const families = ['Quill', 'Quince', 'Carter', 'Audley'];
const files = ['IMG_0001.jpg', 'quill_left.jpg', 'case seven.png', 'Ultra.jpg', '2019 knee.jpg'];
const days = ['2018-12-31', '2019-01-01', '2019-06-15', '2020-02-29', null] as (Day | null)[];
const texts = [
  '',
  'qu',
  'Quill',
  'quince',
  'carter',
  'car',
  'care',
  'audit',
  'audley',
  'ultra',
  'x-ray',
  '2019',
];
const moreTexts = [
  'img',
  '7',
  'seven',
  'R-000002',
  'r3',
  'photo',
  'quill photo',
  'quill 2019',
  'zzz',
  '2',
  'q',
  '—',
];
const people = 4;

const level = fc.constantFrom(0, 1, 2, 3) as fc.Arbitrary<VisibilityLevel>;
const known: fc.Arbitrary<Omit<Known, 'number'>> = fc.record({
  kind: fc.constantFrom(...kinds),
  state: fc.constantFrom('active', 'active', 'active', ...recordingStates),
  standing: fc.constantFrom(...standings),
  category: fc.constantFrom(null, ...categories),
  madeFor: fc.constantFrom(null, ...uses),
  earliest: fc.constantFrom(...days),
  latest: fc.constantFrom(...days),
  file: fc.constantFrom(...files),
  subjects: fc.uniqueArray(fc.nat(families.length - 1), { maxLength: 2 }),
  levels: fc.record({
    custodian: fc.constantFrom(0, 3) as fc.Arbitrary<VisibilityLevel>,
    clinician: level,
    educator: level,
    researcher: level,
    governance: fc.constantFrom(0, 3) as fc.Arbitrary<VisibilityLevel>,
    administrator: fc.constant(0 as VisibilityLevel),
  }),
  viewers: fc.uniqueArray(fc.record({ user: fc.nat(people - 1), level, treats: fc.boolean() }), {
    selector: ({ user }) => user,
    maxLength: 2,
  }),
});
const questions: fc.Arbitrary<Partial<RecordingQuery>> = fc.record(
  {
    text: fc.constantFrom(...texts, ...moreTexts),
    kinds: fc.subarray([...kinds]),
    standings: fc.subarray([...standings]),
    categories: fc.subarray([...categories]),
    madeFor: fc.subarray([...uses]),
    madeFrom: fc.constantFrom(...days),
    madeTo: fc.constantFrom(...days),
    subject: fc.constantFrom(null, null, null, subject(0).id, subject(1).id),
    sort: fc.constantFrom('added', 'made', 'number'),
    descending: fc.boolean(),
  },
  { requiredKeys: [] },
);
const askers = fc.record({
  user: fc.nat(people - 1).map((user) => idOf(0x900 + user)),
  role: fc.constantFrom(...roles),
});

async function fill(library: readonly Omit<Known, 'number'>[]): Promise<[Catalogue, Known[]]> {
  const catalogue = newCatalogue();
  const all: Known[] = [];
  await catalogue.write(async (writer) => {
    for (const [index, familyName] of families.entries())
      await writer.subjects.add(subject(index, { familyName, givenName: 'Ann' }));
    for (const facts of library) {
      const { kind, category, madeFor, earliest, latest, file } = facts;
      const made = { earliest, latest, local: null, offset: null, source: 'person' } as const;
      const { id, number } = await writer.recordings.add(
        recording(100 + all.length, { kind, category, madeFor, made, fileName: file }),
      );
      await writer.recordings.setSubjects(
        id,
        facts.subjects.map((index) => subject(index).id),
      );
      const viewers = facts.viewers.map((one) => ({ ...one, user: idOf(0x900 + one.user) }));
      await writer.recordings.setDerived(id, derived(facts.levels, viewers, { standing: facts.standing }));
      if (facts.state === 'erased') await writer.recordings.erase(id);
      else await writer.recordings.change(id, { state: facts.state });
      all.push({ ...facts, number });
    }
  });
  return [catalogue, all];
}

/** How much this person may see, said as plainly as the design says it. */
function levelOf(one: Known, viewer: Viewer): VisibilityLevel {
  if (one.state === 'erased' || one.state === 'erasing') return 0;
  const own = one.viewers.find(({ user }) => idOf(0x900 + user) === viewer.user)?.level ?? 0;
  return Math.max(one.levels[viewer.role], own) as VisibilityLevel;
}

function mayKnowNames(one: Known, viewer: Viewer): boolean {
  if (viewer.role === 'custodian' || viewer.role === 'governance') return true;
  const own = one.viewers.find(({ user }) => idOf(0x900 + user) === viewer.user);
  return viewer.role === 'clinician' && own !== undefined && own.level > 0 && own.treats;
}

const classWords: Readonly<Record<string, readonly string[]>> = {
  photo: ['photo', 'photograph', 'picture', 'image'],
  care: ['care'],
  audit: ['audit'],
  ultrasound: ['ultrasound'],
  xray: ['x', 'ray', 'xray', 'radiograph'],
};

const touches = (one: Known, from: string | null, to: string | null): boolean =>
  (one.earliest !== null || one.latest !== null) &&
  (to === null || (one.earliest ?? one.latest ?? '') <= to) &&
  (from === null || (one.latest ?? one.earliest ?? '') >= from);

function meetsWord(one: Known, viewer: Viewer, word: string): boolean {
  const open = [one.kind, one.category ?? '', one.madeFor ?? ''].flatMap((name) => classWords[name] ?? []);
  if (open.some((each) => each.startsWith(word))) return true;
  if (/^\d+$/.test(word) && Number(word) === one.number) return true;
  if (/^(19|20)\d\d$/.test(word) && touches(one, `${word}-01-01`, `${word}-12-31`)) return true;
  if (!mayKnowNames(one, viewer)) return false;
  const stem = one.file
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .split(/[\s_]+/)
    .filter((each) => each !== 'img');
  const names = [...stem, ...one.subjects.flatMap((index) => [families[index]?.toLowerCase() ?? '', 'ann'])];
  return names.some((name) => (word.length > 1 ? name.startsWith(word) : name === word));
}

function meets(one: Known, viewer: Viewer, asked: RecordingQuery): boolean {
  const oneOf = <T>(list: readonly T[], value: T | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  const numbered = /^r-?0*(\d+)$/i.exec(asked.text);
  const words = asked.text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return (
    levelOf(one, viewer) > 0 &&
    oneOf(asked.kinds, one.kind) &&
    oneOf(asked.standings, one.standing) &&
    oneOf(asked.categories, one.category) &&
    oneOf(asked.madeFor, one.madeFor) &&
    ((asked.madeFrom === null && asked.madeTo === null) || touches(one, asked.madeFrom, asked.madeTo)) &&
    (asked.subject === null ||
      (mayKnowNames(one, viewer) && one.subjects.some((index) => subject(index).id === asked.subject))) &&
    (numbered
      ? Number(numbered[1]) === one.number
      : words.filter((word) => word !== 'img').every((word) => meetsWord(one, viewer, word)))
  );
}

function inOrder(found: readonly Known[], asked: RecordingQuery): number[] {
  const made = (one: Known) => one.latest ?? one.earliest ?? '';
  const rising = [...found].sort((a, b) => {
    const byDay = made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : 0;
    return (asked.sort === 'made' ? byDay : 0) || a.number - b.number;
  });
  return (asked.descending ? rising.reverse() : rising).map(({ number }) => number);
}

const count = (found: readonly Known[], of: 'kind' | 'standing', value: string): number =>
  found.filter((one) => one[of] === value).length;

async function compare(catalogue: Catalogue, all: readonly Known[], viewer: Viewer, asked: RecordingQuery) {
  const expected = inOrder(
    all.filter((one) => meets(one, viewer, asked)),
    asked,
  );
  await catalogue.read(async ({ recordings }) => {
    const whole = await recordings.window(viewer, asked, 0, 100);
    expect(whole.total).toBe(expected.length);
    expect(whole.tiles.map((tile) => tile.recording.number)).toEqual(expected);
    const byNumber = new Map(all.map((one) => [one.number, one]));
    for (const { recording: row, level: seen, named } of whole.tiles) {
      const one = byNumber.get(row.number) as Known;
      expect([seen, named]).toEqual([levelOf(one, viewer), mayKnowNames(one, viewer)]);
    }
    const page = await recordings.window(viewer, asked, 2, 3);
    expect(page.tiles.map((tile) => tile.recording.number)).toEqual(expected.slice(2, 5));
    const ids = await recordings.ids(viewer, asked, 4);
    expect(ids).toEqual(whole.tiles.slice(0, 4).map((tile) => tile.recording.id));
    const counts = await recordings.counts(viewer, asked);
    const anyKind = all.filter((one) => meets(one, viewer, { ...asked, kinds: [] }));
    const anyStanding = all.filter((one) => meets(one, viewer, { ...asked, standings: [] }));
    for (const kind of kinds) expect(counts.kinds[kind]).toBe(count(anyKind, 'kind', kind));
    for (const standing of standings)
      expect(counts.standings[standing]).toBe(count(anyStanding, 'standing', standing));
    for (const one of all)
      expect(await recordings.levelFor(viewer, (await recordings.byNumber(one.number))?.id ?? idOf(0))).toBe(
        levelOf(one, viewer),
      );
  });
}

describe('discovery', () => {
  test('shows, counts and numbers exactly what a plain search of every recording would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(known, { maxLength: 12 }),
        fc.array(fc.tuple(askers, questions), { minLength: 1, maxLength: 8 }),
        async (library, asked) => {
          const [catalogue, all] = await fill(library);
          for (const [viewer, question] of asked) await compare(catalogue, all, viewer, query(question));
          await catalogue.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  test('suggests the names of those patients only whom the viewer may know', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(known, { maxLength: 8 }), askers, async (library, viewer) => {
        const [catalogue, all] = await fill(library);
        for (const typed of ['qu', 'car', 'au', 'ann']) {
          const suggested = await catalogue.read(({ recordings }) => recordings.suggest(viewer, typed));
          const said = suggested.map(({ text }) => text);
          const knowable = new Set(
            all
              .filter((one) => levelOf(one, viewer) > 0 && mayKnowNames(one, viewer))
              .flatMap(({ subjects }) => subjects.map((index) => `Ann ${families[index]}`)),
          );
          const names = families.map((family) => `Ann ${family}`);
          const expected = names.filter(
            (name) =>
              knowable.has(name) &&
              name
                .toLowerCase()
                .split(' ')
                .some((word) => word.startsWith(typed)),
          );
          expect(said.filter((text) => names.includes(text)).sort()).toEqual(expected.sort());
        }
        await catalogue.close();
      }),
      { numRuns: 15 },
    );
  });

  test('a number typed in its groups is one number, and a name needs no accents', async () => {
    const catalogue = newCatalogue();
    const custodian = { user: idOf(1), role: 'custodian' } as const;
    await catalogue.write(async (writer) => {
      const { id } = await writer.subjects.add(
        subject(1, {
          familyName: 'Ó Súilleabháin',
          identifiers: [{ kind: 'nhs', issuer: '', value: '943 476 5919' }],
        }),
      );
      await writer.recordings.add(recording(1));
      await writer.recordings.setSubjects(idOf(1), [id]);
      await writer.recordings.setDerived(idOf(1), derived({ custodian: 3 }));
    });
    for (const text of [
      '943 476 5919',
      '9434765919',
      '943-476-5919',
      '94347',
      'suilleabhain',
      'SÚIL',
      'o suill',
    ]) {
      const { total } = await catalogue.read(({ recordings }) =>
        recordings.window(custodian, query({ text }), 0, 1),
      );
      expect([text, total]).toEqual([text, 1]);
    }
  });

  test('what is typed is words and never a question of its own', async () => {
    const catalogue = newCatalogue();
    const custodian = { user: idOf(1), role: 'custodian' } as const;
    for (const text of [
      '"',
      'a" OR "b',
      'NEAR(a b)',
      'words:a',
      '*',
      "'; DROP TABLE recording; --",
      '\u0000',
    ]) {
      const { total } = await catalogue.read(({ recordings }) =>
        recordings.window(custodian, query({ text }), 0, 1),
      );
      expect(total).toBe(0);
    }
  });

  test('an answer that was kept is not given again after a change', async () => {
    const catalogue = newCatalogue();
    const clinician = { user: idOf(7), role: 'clinician' } as const;
    const total = () =>
      catalogue.read(async ({ recordings }) => (await recordings.window(clinician, query(), 0, 9)).total);
    await catalogue.write((writer) => writer.recordings.add(recording(1)));
    expect(await total()).toBe(0);
    await catalogue.write((writer) =>
      writer.recordings.setDerived(idOf(1), derived({}, [{ user: idOf(7), level: 3, treats: true }])),
    );
    expect(await total()).toBe(1);
    await catalogue.write((writer) => writer.recordings.setDerived(idOf(1), derived({})));
    expect(await total()).toBe(0);
    await catalogue.write((writer) => writer.recordings.setDerived(idOf(1), derived({ clinician: 2 })));
    expect(await total()).toBe(1);
  });
});
