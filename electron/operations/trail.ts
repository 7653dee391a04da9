import { writeFile } from 'node:fs/promises';
import { keepsCollection } from '../../shared/domain/recording/discovery.ts';
import { sayEntry } from '../../shared/domain/trail/say.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import { makeCheckpoint } from '../trail/checkpoint.ts';
import { verifyTrail } from '../trail/verify.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { personOf, recordingReference } from './names.ts';

async function numberOf(reader: CatalogueReader, noun: string, id: Id): Promise<string | null> {
  return noun === 'recording' ? (await recordingReference(reader, id)).number : null;
}

/**
 * Whoever looks after users and schedules reads what was done and by whom; the words that go with it may name
 * patients, and are for those who keep the collection.
 */
async function window(
  { rooms, caller }: Context,
  input: Parsed<'trail.window'>,
): Promise<Output<'trail.window'>> {
  return rooms.catalogue.read(async (reader) => {
    const page = await reader.trail.window(
      { since: input.since, about: input.about, closedTo: caller.user },
      input.offset,
      input.limit,
    );
    const entries = [];
    for (const entry of page.entries) {
      const about = [];
      for (const { noun, id } of entry.about)
        about.push({ noun, id, number: await numberOf(reader, noun, id) });
      entries.push({
        sequence: entry.sequence,
        at: entry.at,
        by: entry.by && (await personOf(reader, entry.by)),
        kind: entry.kind,
        says: sayEntry(entry),
        about,
        text: keepsCollection(caller.role) ? entry.text : null,
        hash: entry.hash,
      });
    }
    return { total: page.total, entries };
  });
}

/** Proves the chain from its first entry on, and against a checkpoint that nothing was cut off its end. */
async function verify(
  { rooms, caller }: Context,
  input: Parsed<'trail.verify'>,
): Promise<Output<'trail.verify'>> {
  const publicKeys = await rooms.checkpointPublicKeys();
  const proof = await rooms.catalogue.read((reader) =>
    verifyTrail(reader.trail, {
      checkpoint: input.checkpoint,
      publicKeys,
      library: rooms.settings.id,
    }),
  );
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'trail.verified',
      by: caller.user,
      about: [],
      facts: { sound: proof.sound, entries: proof.entries },
    }),
  );
  return { sound: proof.sound, entries: proof.entries, faults: proof.faults.map((fault) => ({ ...fault })) };
}

async function checkpoint(
  { rooms, caller }: Context,
  input: Parsed<'trail.checkpoint'>,
): Promise<Output<'trail.checkpoint'>> {
  const made = await rooms.catalogue.write(async (writer) => {
    await rooms.record(writer, { kind: 'trail.checkpointed', by: caller.user, about: [], facts: {} });
    return makeCheckpoint(writer.trail, {
      library: rooms.settings.id,
      now: rooms.clock.now(),
      sign: rooms.signCheckpoint,
    });
  });
  if (input.file) await save(input.file, made);
  return made;
}

/** Writes a checkpoint to a file that is not there yet. @throws CustosError `conflict`, `not-found` */
async function save(file: string, made: Output<'trail.checkpoint'>): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new CustosError(
        'conflict',
        'There is a file of this name already. Please choose another folder.',
      );
    throw new CustosError(
      'not-found',
      'The checkpoint could not be saved there. Please choose a folder that is there and may be written to.',
      {},
      error,
    );
  }
}

export const trailOperations: Handlers = {
  'trail.window': window,
  'trail.verify': verify,
  'trail.checkpoint': checkpoint,
};
