import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { Preview, PreviewSize } from '../../catalogue/previews.ts';
import type { RenditionRow } from '../../catalogue/rows.ts';
import type { Looked } from '../../media/look-result.ts';
import type { StoredBlob } from '../../vault/vault.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { refreshRecordings } from '../derive.ts';
import { gatherFacts } from '../gather.ts';
import type { Found } from '../open.ts';
import { keepPreview } from '../previews.ts';
import { takePrint } from '../prints.ts';
import { renditionOf } from '../recordings.ts';
import { type Done, plainFindings, recipeOf, regionsOf, verificationOf } from './recipe.ts';

interface Made {
  readonly row: RenditionRow;
  readonly done: Done;
}

export function rowOf(
  { rooms, caller }: Context,
  { facts, rendition }: Found,
  done: Done,
  looked: Pick<Looked, 'width' | 'height'>,
  stored: StoredBlob,
  regions: Parsed<'anonymise.make'>['regions'],
): RenditionRow {
  return {
    id: rooms.clock.newId(),
    recording: facts.recording.id,
    kind: 'anonymised',
    parent: rendition.id,
    blob: stored.blob,
    container: done.container,
    width: looked.width,
    height: looked.height,
    bytes: stored.bytes,
    mark: rooms.markOf(stored.sha256),
    madeAt: rooms.clock.now(),
    madeBy: caller.user,
    recipe: JSON.stringify(recipeOf(done, regions)),
    verification: JSON.stringify(verificationOf(done)),
  };
}

/** Enters the copy, unless the recording was withdrawn or erased while it was made. */
async function enter(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  { row, done }: Made,
): Promise<Output<'anonymise.make'>['rendition']> {
  const recording = await writer.recordings.get(row.recording);
  const markBefore = recording?.mark ?? '';
  if (recording?.state !== 'active') {
    throw new CustosError(
      'conflict',
      'The recording was set aside while its copy was made. Nothing was kept.',
    );
  }
  await writer.renditions.add(row);
  await rooms.record(writer, {
    kind: 'rendition.made',
    by: caller.user,
    about: [
      { noun: 'recording', id: row.recording },
      { noun: 'rendition', id: row.id },
    ],
    facts: {
      container: row.container,
      bytes: row.bytes,
      mark: row.mark,
      markBefore,
      lossless: done.lossless,
      removed: done.removed.length,
      regions: regionsOf(done).length,
      cut: done.recipe?.kept != null,
      stretches: done.sound?.length ?? 0,
    },
  });
  await refreshRecordings(rooms, writer, [row.recording], caller.user);
  const facts = await gatherFacts(writer, row.recording);
  if (!facts) throw new CustosError('not-found', 'There is no such recording any more.');
  return renditionOf(writer, facts, row.id);
}

/** Enters the copy; where that fails, nothing of it is kept. */
async function enterOrDrop(context: Context, made: Made): Promise<Output<'anonymise.make'>['rendition']> {
  const { rooms } = context;
  try {
    return await rooms.catalogue.write((writer) => enter(context, writer, made));
  } catch (error) {
    await rooms.vault.destroy(made.row.blob);
    throw error;
  }
}

/** Enters the copy, and then its previews: of a picture the catalogue does not know, an erasure would leave it. */
export async function store(
  context: Context,
  made: Made,
  previews: readonly (readonly [PreviewSize, Preview])[],
): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  const rendition = await enterOrDrop(context, made);
  for (const [size, preview] of previews) {
    await keepPreview(rooms, made.row.id, size, preview);
    if (size === 'thumbnail') await takePrint(rooms, made.row.id, preview.bytes);
  }
  rooms.emit({ kind: 'changed', nouns: ['recording', 'rendition', 'queue', 'trail'] });
  return {
    rendition,
    findingsBefore: plainFindings(made.done.findingsBefore),
    findingsAfter: plainFindings(made.done.findingsAfter),
  };
}
