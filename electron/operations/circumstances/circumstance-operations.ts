import { approachMeans, approachOutcomes } from '../../../shared/domain/agreement/asking.ts';
import {
  type CircumstanceForm,
  formFault,
  isOwedUnplanned,
  type Reached,
  relativeFault,
} from '../../../shared/domain/circumstance/forms.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { RecordingRow } from '../../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { refreshRecordings } from '../derive.ts';
import type { RecordingFacts } from '../gather.ts';
import { personOf } from '../names.ts';
import { workableRecording } from '../treats.ts';

type Entry = Parsed<'circumstance.enter'>['entry'];
type Listed = Output<'circumstance.list'>;

/** The fact on which decisions rest that an entry settles; an attempt settles none: it is no answer. */
function factOf({ form }: Entry): Partial<RecordingRow> {
  if (form === 'postMortem') return { coronerDiscussed: true };
  return form === 'outsideFilming' ? { bodiesInformed: true } : {};
}

const sentences = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('. ');

/** What people wrote, as the erasable words of the entry. */
function wordsOf(entry: Entry): string {
  if (entry.form === 'attempt') return entry.note;
  if (entry.form === 'postMortem') return sentences([`Consulted: ${entry.consulted}`, entry.note]);
  const { bodies, contract, owner, note } = entry;
  return sentences([`Informed: ${bodies}`, `Contract: ${contract}`, `Owner’s agreement: ${owner}`, note]);
}

const someoneDied = ({ subjects }: RecordingFacts): boolean =>
  subjects.some(({ row }) => row.diedOn !== null);

function assertFits({ rooms }: Context, facts: RecordingFacts, entry: Entry): void {
  if (entry.on > rooms.clock.today())
    throw new CustosError('invalid-input', 'This cannot be dated in the future.', { field: 'on' });
  const fault =
    formFault(entry.form, facts.recording) ??
    (entry.form === 'attempt' && entry.whom === 'relative' ? relativeFault(someoneDied(facts)) : null);
  if (fault) throw new CustosError('conflict', fault);
}

async function enterOne(context: Context, writer: CatalogueWriter, id: Id, entry: Entry): Promise<void> {
  const { rooms, caller } = context;
  assertFits(context, await workableRecording(context, writer, id), entry);
  await writer.recordings.change(id, factOf(entry));
  const { form, on } = entry;
  const text = wordsOf(entry);
  await rooms.record(writer, {
    kind: 'circumstance.entered',
    by: caller.user,
    about: [{ noun: 'recording', id }],
    facts:
      entry.form === 'attempt'
        ? { form, on, whom: entry.whom, means: entry.means, outcome: entry.outcome }
        : { form, on },
    ...(text === '' ? {} : { text }),
  });
}

async function enter(
  context: Context,
  { recordings, entry }: Parsed<'circumstance.enter'>,
): Promise<Output<'circumstance.enter'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    for (const id of new Set(recordings)) await enterOne(context, writer, id, entry);
    await refreshRecordings(rooms, writer, recordings, caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });
  return {};
}

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | null =>
  list.find((one) => one === value) ?? null;

async function settleBy(reader: CatalogueReader, recording: Id): Promise<Day | null> {
  const open = (await reader.obligations.ofRecording(recording)).filter(
    ({ settledAt, action, paragraph }) =>
      settledAt === null && action === 'obtainConsent' && isOwedUnplanned(paragraph),
  );
  return open[0]?.due ?? null;
}

/** A recording has few entries; more of them than this nobody reads. */
const most = 500;

const list = (context: Context, input: Parsed<'circumstance.list'>): Promise<Listed> =>
  context.rooms.catalogue.read(async (reader) => {
    const facts = await workableRecording(context, reader, input.recording);
    const { id } = facts.recording;
    const page = await reader.trail.window({ since: null, about: id }, 0, most);
    const entries: Listed['entries'] = [];
    for (const { kind, at, by, facts: said, text } of page.entries) {
      if (kind !== 'circumstance.entered' || by === null) continue;
      entries.push({
        ...{ form: said.form as CircumstanceForm, at, by: await personOf(reader, by), on: said.on as Day },
        whom: oneOf<Reached>(['patient', 'relative'], said.whom),
        means: oneOf(approachMeans, said.means),
        outcome: oneOf(approachOutcomes, said.outcome),
        text: text ?? '',
      });
    }
    return { entries, settleBy: await settleBy(reader, id), died: someoneDied(facts) };
  });

/** The short forms of special circumstances; what they say is read from the trail, where nobody can change it. */
export const circumstanceOperations: Handlers = {
  'circumstance.enter': enter,
  'circumstance.list': list,
};
