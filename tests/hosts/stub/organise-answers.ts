import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { recordingQuery } from '../../../shared/contract/recording.ts';
import { idOf, subjectOf, tileOf } from './samples.ts';
import type { Scene } from './scenes.ts';

const names = [
  'recording.together',
  'recording.previewClassify',
  'recording.rate',
  'recording.label',
  'label.list',
  'collection.list',
  'collection.create',
  'collection.rename',
  'collection.remove',
  'collection.add',
  'collection.take',
  'view.list',
  'view.save',
  'view.remove',
  'recording.timeline',
  'recording.similar',
  'recording.twins',
  'recording.suggest',
  'change.undo',
] as const satisfies readonly OperationName[];

type Answers = { [Name in (typeof names)[number]]: (input: Parsed<Name>) => Output<Name> };

const done = (recordings: readonly unknown[]) => ({ changed: recordings.length, change: idOf(18, 1) });

/** Ten years of months, so that a timeline has something to jump in. */
const months = Array.from({ length: 120 }, (_, place) => ({
  year: 2024 - Math.floor(place / 12),
  month: 12 - (place % 12),
  count: 40 + (place % 7) * 12,
}));

function timeline(): Output<'recording.timeline'> {
  let offset = 0;
  return months.map((month) => {
    const placed = { ...month, offset };
    offset += month.count;
    return placed;
  });
}

const suggestions = [
  ['status:ready', 'Ready', 'value', 1_667],
  ['status:awaiting-consent', 'Needs agreement', 'value', 1_666],
  ['subject:', 'The patient’s name or number', 'field', null],
  ['Brzęczyszczykiewicz', 'Grzegorz Wawrzyniec Brzęczyszczykiewicz', 'name', 3],
  ['ultrasound', 'ultrasound', 'word', 12],
] as const;

/** What the made-up engine answers about ratings, labels, collections, views and pictures that look alike. */
export const organiseAnswers = (scene: Scene): Answers => ({
  'recording.together': ({ recordings }) => ({
    recordings: recordings.length,
    kinds: [
      { value: 'photo', count: recordings.length - 1 },
      { value: 'video', count: 1 },
    ],
    standings: [
      { value: 'ready', count: recordings.length - 1 },
      { value: 'needsAgreement', count: 1 },
    ],
    categories: [{ value: 'other', count: recordings.length }],
    uses: [{ value: 'care', count: recordings.length }],
    ratings: [
      { value: null, count: recordings.length - 1 },
      { value: 4, count: 1 },
    ],
    labels: [
      { value: 'left hand', count: recordings.length },
      { value: 'follow-up after six weeks', count: 1 },
    ],
    subjects: [0, 1].map((index) => {
      const { id, number, givenName, familyName } = subjectOf(index);
      return { id, number, name: `${givenName} ${familyName}`, count: index + 1 };
    }),
    agreements: [{ id: idOf(6, 0), number: 'A-000001', count: recordings.length - 1 }],
    unnamed: 0,
  }),
  'recording.previewClassify': ({ recordings }) => ({
    recordings: recordings.length,
    fields: [
      {
        field: 'madeFor',
        changes: [
          { from: null, to: 'teaching', count: 3 },
          { from: 'care', to: 'teaching', count: 1 },
        ],
        stays: 1,
      },
    ],
    standings: [
      { from: 'needsClass', to: 'needsAgreement', count: 3 },
      { from: 'ready', to: 'ready', count: 2 },
    ],
    agreements: [{ agreement: { id: idOf(6, 0), number: 'A-000001' }, recordings: 1 }],
    signOffs: [{ id: idOf(1, 3), number: 'R-000004' }],
    faults: [],
  }),
  'recording.rate': ({ recordings }) => done(recordings),
  'recording.label': ({ recordings }) => done(recordings),
  'label.list': () =>
    scene.empty
      ? []
      : [
          { label: 'follow-up after six weeks', count: 1_204 },
          { label: 'left hand', count: 3_334 },
          { label: 'lecture, spring', count: 12 },
        ],
  'collection.list': () =>
    scene.empty
      ? []
      : [
          { id: idOf(16, 1), name: 'Wound healing, second year', count: 48, mine: true },
          { id: idOf(16, 2), name: 'Slit lamp, for the eye clinic’s induction', count: 7, mine: false },
        ],
  'collection.create': () => ({ id: idOf(16, 3) }),
  'collection.rename': () => ({}),
  'collection.remove': () => ({}),
  'collection.add': ({ recordings }) => done(recordings),
  'collection.take': ({ recordings }) => done(recordings),
  'view.list': () =>
    scene.empty
      ? []
      : [
          {
            id: idOf(17, 1),
            name: 'Waiting for my sign-off',
            query: recordingQuery.parse({ standings: ['needsAnonymising'] }),
            shared: false,
            mine: true,
          },
          {
            id: idOf(17, 2),
            name: 'Best of dermatology',
            query: recordingQuery.parse({ text: 'rating:>=4', sort: 'rating' }),
            shared: true,
            mine: false,
          },
        ],
  'view.save': () => ({ id: idOf(17, 3) }),
  'view.remove': () => ({}),
  'recording.timeline': () => (scene.empty ? [] : timeline()),
  'recording.similar': ({ most }) => ({
    tiles: [1, 5, 9].slice(0, most).map((index, place) => ({ ...tileOf(index), distance: place * 3 })),
    compared: true,
  }),
  'recording.twins': () => ({
    groups: scene.empty
      ? []
      : [
          { exact: true, count: 2, tiles: [tileOf(3), tileOf(90)] },
          { exact: false, count: 3, tiles: [tileOf(1), tileOf(5), tileOf(9)] },
        ],
    total: scene.empty ? 0 : 2,
    uncompared: 0,
  }),
  'recording.suggest': ({ text }) => {
    const last = /\S*$/.exec(text)?.[0].toLowerCase() ?? '';
    const before = text.slice(0, text.length - last.length);
    return suggestions
      .filter(([word, shown]) => `${word} ${shown}`.toLowerCase().includes(last) && last !== '')
      .map(([word, shown, kind, count]) => ({ text: `${before}${word}`, shown, kind, count }));
  },
  'change.undo': () => ({ undone: 1 }),
});
