import type { Catalogue, RecordingQuery, Viewer } from '../../electron/catalogue/catalogue.ts';
import { createCatalogue } from '../../electron/catalogue/sqlite/open.ts';
import { recordingQuery } from '../../shared/contract/recording.ts';
import { queueNames } from '../../shared/domain/obligation/obligation.ts';
import { categories, uses } from '../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../shared/domain/recording/state.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { benchKey, clinicians, labels, largeCatalogue } from './large-library.ts';
import { givenName, nhsNumber, surname } from './made-up-people.ts';
import { percentile, pick, seeded, whole } from './seeded.ts';

export interface Measure {
  readonly name: string;
  /** All that were measured, in milliseconds. */
  readonly times: readonly number[];
  readonly p50: number;
  readonly p95: number;
}

/** How often each question is asked. */
const samples = 100;

const random = seeded(99);
const today = '2021-01-01' as Day;
const custodian: Viewer = { user: 'f'.repeat(32) as Id, role: 'custodian' };
const clinician: Viewer = { user: clinicians[0] as Id, role: 'clinician' };
const educator: Viewer = { user: 'e'.repeat(32) as Id, role: 'educator' };

const query = (members: Partial<RecordingQuery> = {}): RecordingQuery =>
  ({ ...recordingQuery.parse({}), ...members }) as RecordingQuery;

const year = (): number => 1998 + whole(random, 27);
const span = () =>
  ({ madeFrom: `${year()}-03-01`, madeTo: `${2000 + whole(random, 27)}-09-30` }) as Partial<RecordingQuery>;

async function measure(name: string, work: () => Promise<unknown>): Promise<Measure> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return { name, times, p50: percentile(times, 50), p95: percentile(times, 95) };
}

/** Questions nobody has asked before, each answered with its first page. */
const fresh = (
  catalogue: Catalogue,
  viewer: Viewer,
  ask: () => Partial<RecordingQuery>,
): (() => Promise<unknown>) => {
  // Any change makes every kept answer stale; asking as somebody else each time does the same here.
  let asked = 0;
  return () => {
    asked += 1;
    const user = viewer === clinician ? viewer.user : (asked.toString(16).padStart(32, '0') as Id);
    return catalogue.read(({ recordings }) => recordings.window({ ...viewer, user }, query(ask()), 0, 100));
  };
};

const filters: readonly (readonly [string, () => Partial<RecordingQuery>])[] = [
  ['kind', () => ({ kinds: [pick(random, kinds)] })],
  ['standing', () => ({ standings: [pick(random, standings)] })],
  ['category', () => ({ categories: [pick(random, categories)] })],
  ['purpose', () => ({ madeFor: [pick(random, uses)] })],
  ['days', span],
  [
    'all together',
    () => ({
      kinds: ['photo'],
      standings: [pick(random, standings)],
      categories: [pick(random, categories)],
      ...span(),
    }),
  ],
  ['sorted by day made', () => ({ sort: 'made', kinds: [pick(random, kinds)] })],
  ['nothing, sorted by day made', () => ({ sort: 'made' })],
  ['nothing, sorted by rating', () => ({ sort: 'rating' })],
  ['label', () => ({ labels: [pick(random, labels)] })],
  ['rating', () => ({ ratingFrom: 3 })],
];

const searches: readonly (readonly [string, () => string])[] = [
  ['a surname', () => surname(random)],
  ['two names', () => `${givenName(random)} ${surname(random)}`],
  ['a beginning of 2 letters', () => surname(random).slice(0, 2)],
  ['a beginning of 3 letters', () => surname(random).slice(0, 3)],
  ['beginnings of two names', () => `${givenName(random).slice(0, 3)} ${surname(random).slice(0, 4)}`],
  ['an NHS number', () => nhsNumber(random)],
  ['a class and a name', () => `x-ray ${surname(random)}`],
  ['a class and a year', () => `ultrasound ${year()}`],
  ['fields of name and date', () => `subject:${surname(random)} made:${year()}`],
  ['fields of label and rating', () => `label:"${pick(random, labels)}" rating:>=3`],
  ['a month of adding', () => `added:201${whole(random, 2)}-0${1 + whole(random, 9)}`],
  ['a phrase left out', () => `ultrasound -"${givenName(random)} ${surname(random)}"`],
  ['a misspelt surname', () => surname(random).replace(/(..)(.)(.)/, '$1$3$2')],
];

/** The first pages of the lists beside the grid, and of what one patient or one collection has. */
async function measureScreens(catalogue: Catalogue, rows: number): Promise<Measure[]> {
  const one = () => catalogue.read(({ recordings }) => recordings.byNumber(1 + whole(random, rows)));
  const patient = async () => {
    const recording = await one();
    return catalogue.read(async ({ recordings, subjects }) => {
      const [subject = null] = recording ? await recordings.subjectsOf(recording.id) : [];
      if (subject) await subjects.get(subject);
      return recordings.window(custodian, query({ subject, sort: 'made' }), 0, 100);
    });
  };
  const collection = () =>
    catalogue.read(async ({ recordings, collections }) => {
      const { id } = pick(random, await collections.list(custodian));
      return recordings.window(custodian, query({ collections: [id] }), 0, 100);
    });
  const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a patient with all recordings', patient],
    ['a collection', collection],
    ['queue counts', () => catalogue.read(({ obligations }) => obligations.counts(today))],
    [
      'a page of a queue',
      () => catalogue.read(({ obligations }) => obligations.list({ queue: pick(random, queueNames) }, 0, 50)),
    ],
    ['a page of all queues', () => catalogue.read(({ obligations }) => obligations.list({}, 0, 50))],
  ];
  const measures: Measure[] = [];
  for (const [name, work] of questions) measures.push(await measure(`custodian: ${name}`, work));
  // Kept until something changes; another person each time asks as if something had.
  let asked = 0;
  const somebody = (): Viewer => {
    asked += 1;
    return { ...custodian, user: asked.toString(16).padStart(32, '0') as Id };
  };
  const labelList = () => catalogue.read((reader) => reader.labels.counts(somebody()));
  measures.push(await measure('custodian: labels with their counts', labelList));
  const collectionList = () => catalogue.read((reader) => reader.collections.list(somebody()));
  measures.push(await measure('custodian: collections with their counts', collectionList));
  return measures;
}

async function measureScroll(catalogue: Catalogue, rows: number): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [who, viewer] of [
    ['custodian', custodian],
    ['clinician', clinician],
    ['educator', educator],
  ] as const) {
    const scroll = () =>
      catalogue.read(({ recordings }) => recordings.window(viewer, query(), whole(random, rows), 100));
    measures.push(await measure(`${who}: scroll to anywhere`, scroll));
  }
  return measures;
}

async function measureSearches(catalogue: Catalogue): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [name, ask] of filters)
    measures.push(await measure(`custodian: filter by ${name}`, fresh(catalogue, custodian, ask)));
  const together = filters.find(([name]) => name === 'all together')?.[1] ?? span;
  measures.push(await measure('clinician: filter all together', fresh(catalogue, clinician, together)));
  for (const [name, text] of searches) {
    const ask = () => ({ text: text() });
    measures.push(await measure(`custodian: search ${name}`, fresh(catalogue, custodian, ask)));
  }
  const byName = fresh(catalogue, clinician, () => ({ text: surname(random) }));
  measures.push(await measure('clinician: search a surname', byName));
  return measures;
}

async function measureHelps(catalogue: Catalogue, rows: number): Promise<Measure[]> {
  const measures: Measure[] = [];
  const counts = () => catalogue.read(({ recordings }) => recordings.counts(custodian, query(span())));
  measures.push(await measure('custodian: counts', counts));
  const suggest = () =>
    catalogue.read(({ recordings }) => recordings.suggest(custodian, surname(random).slice(0, 3)));
  measures.push(await measure('custodian: suggestions', suggest));
  const misspelt = () => surname(random).replace(/(..)(.)(.)/, '$1$3$2');
  const forgiven = () => catalogue.read(({ recordings }) => recordings.suggest(custodian, misspelt()));
  measures.push(await measure('custodian: suggestions for a misspelt word', forgiven));
  const timeline = () => catalogue.read(({ recordings }) => recordings.timeline(custodian, query(span())));
  measures.push(await measure('custodian: timeline', timeline));
  const similar = () =>
    catalogue.read(async ({ recordings }) => {
      const one = await recordings.byNumber(1 + whole(random, rows));
      return one && recordings.similar(custodian, one.id, 24);
    });
  measures.push(await measure('custodian: pictures that look alike', similar));
  const find = () => catalogue.read(({ subjects }) => subjects.find(surname(random).slice(0, 4), 20));
  measures.push(await measure('find a patient', find));
  return measures;
}

/**
 * Measures the catalogue of so many recordings, encrypted, in milliseconds; start is from opening the file to the
 * first page of the grid.
 */
export async function benchCatalogue({
  rows,
}: {
  readonly rows: number;
}): Promise<{ readonly rows: number; readonly startMs: number; readonly measures: readonly Measure[] }> {
  const path = await largeCatalogue(rows);
  const from = performance.now();
  const catalogue = createCatalogue({ path, key: benchKey });
  await catalogue.read(({ recordings }) => recordings.window(custodian, query(), 0, 100));
  const startMs = performance.now() - from;
  const measures = [
    ...(await measureScroll(catalogue, rows)),
    ...(await measureSearches(catalogue)),
    ...(await measureHelps(catalogue, rows)),
    ...(await measureScreens(catalogue, rows)),
  ];
  await catalogue.close();
  return { rows, startMs, measures };
}

const line = ({ name, p50, p95 }: Omit<Measure, 'times'>): string =>
  `  ${name.padEnd(44)} p50 ${p50.toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms`;

/** What a whole morning of one kind of question comes to: each kind is asked as often as every other. */
function together(measures: readonly Measure[], kind: string): string {
  const times = measures.filter(({ name }) => name.includes(`: ${kind}`)).flatMap((measure) => measure.times);
  return line({ name: `${kind}, all of these`, p50: percentile(times, 50), p95: percentile(times, 95) });
}

/** The figures as lines for a person. */
export function sayMeasures(bench: Awaited<ReturnType<typeof benchCatalogue>>): string {
  return [
    `catalogue of ${bench.rows} recordings`,
    `  ${'start to first grid'.padEnd(44)}     ${bench.startMs.toFixed(0).padStart(7)} ms`,
    ...bench.measures.map(line),
    ...['scroll', 'filter', 'search'].map((kind) => together(bench.measures, kind)),
  ].join('\n');
}
