import { classFault } from '../../shared/domain/recording/classification.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { RecordingRow } from '../catalogue/rows.ts';
import { assertOwnPatients, changeOf } from './classify.ts';
import { aloneFault, refused } from './classify-alone.ts';
import type { ClassifiedField } from './classify-snapshot.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { standingAfter } from './derive.ts';
import { type RecordingFacts, withSubjects } from './gather.ts';
import { agreementNumber, recordingNumber, subjectNumber } from './names.ts';
import { workableRecording } from './treats.ts';

/** What classifying would do, worked out on the facts as they would be; nothing is written. */

type Preview = Output<'recording.previewClassify'>;
type Value = Preview['fields'][number]['changes'][number]['from'];
type Stated = Parsed<'recording.previewClassify'>['classification'];

const daysOf = ({ earliest, latest }: RecordingRow['made']): string | null =>
  earliest === null && latest === null ? null : `${earliest ?? ''}/${latest ?? ''}`;

function saidBy({ recording, subjects }: RecordingFacts, field: ClassifiedField): Value {
  if (field === 'made') return daysOf(recording.made);
  if (field === 'subjects')
    return subjects.length === 0 ? null : subjects.map(({ row }) => subjectNumber(row.number)).join(', ');
  return recording[field];
}

/** Counts by a key of several values, in the order in which they first came. */
class Tally<T> {
  readonly #counts = new Map<string, { readonly of: T; count: number }>();

  add(of: T): void {
    const key = JSON.stringify(of);
    const known = this.#counts.get(key);
    if (known) known.count += 1;
    else this.#counts.set(key, { of, count: 1 });
  }

  get all(): (T & { count: number })[] {
    return [...this.#counts.values()].map(({ of, count }) => ({ ...of, count }));
  }
}

interface Compared {
  readonly before: RecordingFacts;
  readonly after: RecordingFacts;
}

/** The facts as they would be once the statement is saved. @throws CustosError `invalid-input`, `not-found` */
async function factsAfter(
  reader: CatalogueReader,
  before: RecordingFacts,
  stated: Stated,
): Promise<RecordingFacts> {
  const recording = { ...before.recording, ...changeOf(before.recording, stated) };
  const changed = { ...before, recording };
  return stated.subjects ? withSubjects(reader, changed, [...new Set(stated.subjects)]) : changed;
}

function fieldPreview(field: ClassifiedField, all: readonly Compared[]): Preview['fields'][number] {
  const changes = new Tally<{ from: Value; to: Value }>();
  let stays = 0;
  for (const { before, after } of all) {
    const [from, to] = [saidBy(before, field), saidBy(after, field)];
    if (from === to) stays += 1;
    else changes.add({ from, to });
  }
  return { field, changes: changes.all, stays };
}

/** Agreements of these recordings that nobody has given who would then be entered for them. */
async function agreementsLeft(
  reader: CatalogueReader,
  all: readonly Compared[],
): Promise<Preview['agreements']> {
  const left = new Map<Id, Preview['agreements'][number]>();
  for (const { after } of all) {
    const subjects = after.subjects.map(({ row }) => row.id);
    for (const { id, number, subjects: givers } of await reader.agreements.ofRecording(after.recording.id)) {
      if (givers.some((giver) => subjects.includes(giver))) continue;
      const known = left.get(id);
      if (known) known.recordings += 1;
      else left.set(id, { agreement: { id, number: agreementNumber(number) }, recordings: 1 });
    }
  }
  return [...left.values()];
}

const subjectsChange = ({ before, after }: Compared): boolean =>
  canonicalJson(before.subjects.map(({ row }) => row.id).sort()) !==
  canonicalJson(after.subjects.map(({ row }) => row.id).sort());

const isSignedOff = ({ renditions }: RecordingFacts): boolean =>
  renditions.some(({ row, signOff }) => row.kind === 'anonymised' && signOff !== null);

async function compare(
  context: Context,
  reader: CatalogueReader,
  { recordings, classification }: Parsed<'recording.previewClassify'>,
): Promise<Compared[]> {
  for (const subject of classification.subjects ?? []) {
    const known = await reader.subjects.get(subject);
    if (!known || known.mergedInto) throw new CustosError('not-found', 'There is no such patient.');
  }
  const all: Compared[] = [];
  for (const id of new Set(recordings)) {
    const before = await workableRecording(context, reader, id);
    if (context.caller.role === 'clinician') await assertOwnPatients(context, reader, before, classification);
    all.push({ before, after: await factsAfter(reader, before, classification) });
  }
  return all;
}

const preview = (context: Context, input: Parsed<'recording.previewClassify'>): Promise<Preview> =>
  context.rooms.catalogue.read(async (reader) => {
    const all = await compare(context, reader, input);
    const standings = new Tally<Pick<Preview['standings'][number], 'from' | 'to'>>();
    const faults = new Set<string>();
    for (const { before, after } of all) {
      standings.add({ from: before.recording.standing, to: standingAfter(context.rooms, after) });
      const fault = classFault({ ...after.recording, kinds: [after.recording.kind] });
      if (fault) faults.add(fault);
      const held = await refused(context, reader, before);
      const alone = held && (await aloneFault(context, reader, held, after));
      if (alone) faults.add(alone);
    }
    const moved = input.classification.subjects ? all.filter(subjectsChange) : [];
    return {
      recordings: all.length,
      fields: (Object.keys(input.classification) as ClassifiedField[])
        .filter((field) => input.classification[field] !== undefined)
        .map((field) => fieldPreview(field, all)),
      standings: standings.all,
      agreements: await agreementsLeft(reader, moved),
      signOffs: moved
        .filter(({ before }) => isSignedOff(before))
        .map(({ before: { recording } }) => ({
          id: recording.id,
          number: recordingNumber(recording.number),
        })),
      faults: [...faults],
    };
  });

export const classifyPreviewOperations: Handlers = { 'recording.previewClassify': preview };
