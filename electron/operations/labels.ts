import { labelFault } from '../../shared/domain/recording/label.ts';
import { sameWords } from '../../shared/domain/search/words.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { ChangeItemRow } from '../catalogue/rows.ts';
import { keepChange } from './changes.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { workableRecording } from './treats.ts';

/** Ratings and labels: what those who work on a recording say of it, for everybody who may find it. */

async function rate(context: Context, input: Parsed<'recording.rate'>): Promise<Output<'recording.rate'>> {
  const { rooms, caller } = context;
  const done = await rooms.catalogue.write(async (writer) => {
    const items: ChangeItemRow[] = [];
    for (const id of new Set(input.recordings)) {
      const { recording } = await workableRecording(context, writer, id);
      if (recording.rating === input.rating) continue;
      await writer.recordings.change(id, { rating: input.rating });
      await rooms.record(writer, {
        kind: 'recording.rated',
        by: caller.user,
        about: [{ noun: 'recording', id }],
        facts: { rating: input.rating },
      });
      const [before, after] = [recording.rating, input.rating].map((stars) => JSON.stringify(stars));
      items.push({ recording: id, before: before ?? 'null', after: after ?? 'null' });
    }
    return keepChange(context, writer, 'rated', items);
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'trail'] });
  return done;
}

/** @throws CustosError `invalid-input` */
export function assertName(name: string): void {
  const fault = labelFault(name);
  if (fault) throw new CustosError('invalid-input', fault, { field: 'name' });
}

/** The labels after adding and removing; one that is there under the same words stays as it is spelt. */
function labelsAfter(before: readonly string[], { add, remove }: Parsed<'recording.label'>): string[] {
  const leaving = new Set(remove.map(sameWords));
  const left = before.filter((label) => !leaving.has(sameWords(label)));
  const known = new Set(left.map(sameWords));
  return [...left, ...add.filter((label) => !known.has(sameWords(label)))];
}

async function label(context: Context, input: Parsed<'recording.label'>): Promise<Output<'recording.label'>> {
  const { rooms, caller } = context;
  for (const name of input.add) assertName(name);
  const done = await rooms.catalogue.write(async (writer) => {
    const items: ChangeItemRow[] = [];
    for (const id of new Set(input.recordings)) {
      await workableRecording(context, writer, id);
      const before = await writer.labels.ofRecording(id);
      await writer.labels.set(id, labelsAfter(before, input));
      const after = await writer.labels.ofRecording(id);
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      await rooms.record(writer, {
        kind: 'recording.labelled',
        by: caller.user,
        about: [{ noun: 'recording', id }],
        facts: { before: before.length, after: after.length },
        ...(after.length > 0 ? { text: after.join(', ') } : {}),
      });
      items.push({ recording: id, before: JSON.stringify(before), after: JSON.stringify(after) });
    }
    return keepChange(context, writer, 'labelled', items);
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'trail'] });
  return done;
}

export const labelOperations: Handlers = {
  'recording.rate': rate,
  'recording.label': label,
  'label.list': ({ rooms, caller }) =>
    rooms.catalogue.read(async (reader) => [...(await reader.labels.counts(caller))]),
};
