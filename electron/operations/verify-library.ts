import { readFile } from 'node:fs/promises';
import { checkpoint as checkpointForm } from '../../shared/contract/trail.ts';
import type { Checkpoint } from '../../shared/domain/trail/checkpoint.ts';
import { isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { verifyTrail } from '../trail/verify.ts';
import { backupFolder } from './backup-folder.ts';
import type { Handlers, Output, Rooms } from './context.ts';
import { recordingReference } from './names.ts';
import { noticeFaults, SignersInTrail, signatureFaults } from './verify-signatures.ts';

type Verification = Output<'library.verify'>;
type Fault = Verification['faults'][number];

const damagedFile = 'Restore this file from a backup; the other recordings are not affected.';

/** Reads a blob to its end where asked; else opens it and proves its last chunk. A sentence where it fails. */
async function blobFault(rooms: Rooms, blob: Id, deep: boolean): Promise<string | null> {
  try {
    const reader = await rooms.vault.open(blob);
    try {
      if (deep) for await (const part of reader.stream()) void part;
      return null;
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (isCustosError(error)) return error.message;
    throw error;
  }
}

/** Every file that the catalogue names opens; a quick check takes the first 1,000, a deep one reads all to their end. */
async function verifyBlobs(rooms: Rooms, deep: boolean): Promise<{ checked: number; faults: Fault[] }> {
  const named = await rooms.catalogue.read((reader) => reader.renditions.blobs());
  const faults: Fault[] = [];
  const chosen = deep ? named : named.slice(0, 1_000);
  for (const blob of chosen) {
    const what = await blobFault(rooms, blob, deep);
    if (what) faults.push({ where: `vault ${blob}`, what, wayForward: damagedFile });
  }
  const known = new Set(named);
  for await (const blob of rooms.vault.blobs()) {
    if (!known.has(blob) && !(await rooms.catalogue.read((reader) => reader.renditions.knowsBlob(blob)))) {
      faults.push({
        where: `vault ${blob}`,
        what: 'No recording names this file.',
        wayForward: 'Lock and unlock the library: what was left half-done is swept away.',
      });
    }
  }
  return { checked: chosen.length, faults };
}

async function verifyOriginals(rooms: Rooms): Promise<Fault[]> {
  return rooms.catalogue.read(async (reader) => {
    const faults: Fault[] = [];
    for (const state of ['active', 'quarantined'] as const) {
      for (const id of await reader.recordings.inState(state)) {
        const renditions = await reader.renditions.ofRecording(id);
        if (renditions.filter(({ kind }) => kind === 'original').length === 1) continue;
        const { number } = await recordingReference(reader, id);
        faults.push({
          where: number,
          what: 'This recording has no original, or more than one.',
          wayForward: 'Restore the library from a backup.',
        });
      }
    }
    return faults;
  });
}

/** The checkpoint that reaches furthest of those that the backups in reach hold; without one, nothing shows a cut. */
async function newestCheckpoint(rooms: Rooms): Promise<Checkpoint | undefined> {
  const found: Checkpoint[] = [];
  for (const { place } of await rooms.catalogue.read((reader) => reader.settings.backups())) {
    try {
      const text = await readFile(backupFolder(place, rooms.settings.id).checkpoint, 'utf8');
      found.push(checkpointForm.parse(JSON.parse(text)) as Checkpoint);
    } catch {
      // Out of reach or unreadable: this backup proves nothing today.
    }
  }
  return found.sort((a, b) => b.sequence - a.sequence)[0];
}

/** Verifies database, files, the links between them, signatures and the trail; `deep` reads every file to its end. */
export async function verifyLibrary(rooms: Rooms, by: Id, deep: boolean): Promise<Verification> {
  const rows = (await rooms.catalogue.check()).map((what) => ({
    where: 'catalogue',
    what,
    wayForward: 'Restore the library from a backup.',
  }));
  const blobs = await verifyBlobs(rooms, deep);
  const originals = await verifyOriginals(rooms);
  const publicKeys = await rooms.checkpointPublicKeys();
  const checkpoint = await newestCheckpoint(rooms);
  const signers = new SignersInTrail();
  const trail = await rooms.catalogue.read((reader) =>
    verifyTrail(reader.trail, {
      publicKeys,
      library: rooms.settings.id,
      checkpoint,
      onEntry: signers.note,
    }),
  );
  const signatures = [
    ...(await rooms.catalogue.read((reader) => signatureFaults(reader, signers))),
    ...noticeFaults(signers, rooms.settings.notices),
  ];
  const links = trail.faults.map(({ sequence, what }) => ({
    where: `trail ${sequence}`,
    what,
    wayForward: 'Keep this library as it is and compare it with a checkpoint from a backup.',
  }));
  const faults = [...rows, ...blobs.faults, ...originals, ...signatures, ...links];
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'library.verified',
      by,
      about: [],
      facts: { sound: faults.length === 0, deep },
    }),
  );
  return {
    sound: faults.length === 0,
    checked: { blobs: blobs.checked, trailEntries: trail.entries },
    faults,
  };
}

export const verifyOperations: Handlers = {
  'library.size': ({ rooms }) => rooms.catalogue.read((reader) => reader.renditions.size()),
  'library.verify': ({ rooms, caller }, input) => verifyLibrary(rooms, caller.user, input.deep),
};
