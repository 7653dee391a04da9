import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ErasureRow } from '../catalogue/rows.ts';
import { isAhead } from './backup-ahead.ts';
import { type BackupFolder, backupFolder, isReachable, tellUnchanged } from './backup-folder.ts';
import type { Rooms } from './context.ts';
import { addToLedger, type LedgerLine, ledgerLine } from './erasure-ledger.ts';

/** What an erasure must take out of every backup. */
export interface Forgotten {
  readonly erasure: ErasureRow;
  readonly blobs: readonly Id[];
  readonly marks: readonly string[];
}

const linesOf = (forgotten: readonly Forgotten[]): readonly LedgerLine[] =>
  forgotten.map(({ erasure, marks }) => ledgerLine(erasure, marks));

/** Takes erasures into the ledgers of one backup: whoever restores from there repeats them. */
async function leaveWord(folder: BackupFolder, forgotten: readonly Forgotten[]): Promise<void> {
  for (const ledger of folder.ledgers) await addToLedger(ledger, linesOf(forgotten));
}

/** Takes erasures into the ledgers of one backup, then their keys and files out of it. */
export async function forgetIn(
  rooms: Rooms,
  folder: BackupFolder,
  forgotten: readonly Forgotten[],
): Promise<void> {
  // First, for whoever restores from here in the meantime.
  await leaveWord(folder, forgotten);
  rooms.step('erase:ledger-written');
  await copyKeys(rooms, folder);
  rooms.step('erase:backup-keys-replaced');
  for (const blob of forgotten.flatMap(({ blobs }) => blobs)) {
    for (const name of [`${blob}.age`, `${blob}.age.part`])
      await rm(join(folder.vault, blob.slice(0, 2), name), { force: true });
  }
  rooms.step('erase:backup-files-removed');
}

/**
 * Puts the library's keys in place of a backup's, unless the library has lost keys that the backup may still have.
 * @throws CustosError `damaged`
 */
export async function copyKeys(rooms: Rooms, folder: BackupFolder): Promise<void> {
  // Those of files whose erasure is under way are gone already, and rightly.
  const lost = await rooms.catalogue.read(async (reader) => {
    const erasing = new Set<Id>();
    for (const { recording } of await reader.erasures.inState('approved')) {
      for (const { blob } of await reader.renditions.ofRecording(recording)) erasing.add(blob);
      for (const agreement of await reader.agreements.ofRecording(recording))
        for (const { blob } of await reader.agreements.scans(agreement.id)) erasing.add(blob);
      for (const form of await reader.forms.ofRecording(recording))
        for (const { blob } of await reader.forms.scans(form.id)) if (blob !== null) erasing.add(blob);
    }
    const missing = rooms.vault.withoutKey(await reader.renditions.blobs());
    return missing.filter((blob) => !erasing.has(blob));
  });
  if (lost.length > 0) {
    throw new CustosError(
      'damaged',
      `This library has lost the keys of ${lost.length} files. The backup was left as it is, because it may still hold them: restore the library from it.`,
    );
  }
  await rooms.vault.copyKeysTo(folder.blobKeys);
}

/** How every sentence about a backup out of reach begins, so that its duty is known again. */
export const outOfReachOf = (place: string): string => `The backup at ${place}, last made `;

/** A backup that an erasure did not reach: the sentence for its certificate, and what is to be done about it. */
export interface OutOfReach {
  readonly sentence: string;
  readonly wayForward: string;
}

/** The end of such a sentence, and what is to be done. */
type Hindrance = readonly [why: string, wayForward: string];

const makeAgain =
  'Please connect it and make a backup to it, so that the erased recording leaves it as well.';
const restoreIt = 'Please restore the library from it: this one came from an older copy.';

/** Takes erasures out of one backup; answers what hinders it. */
async function forgetAt(
  rooms: Rooms,
  folder: BackupFolder,
  forgotten: readonly Forgotten[],
): Promise<Hindrance | null> {
  if (!(await isReachable(folder))) {
    // The disk may be there without the backup's folder, and whoever brings that back restores from beside this line.
    await addToLedger(folder.ledgers[1], linesOf(forgotten)).catch(() => undefined);
    return ['could not be reached', makeAgain];
  }
  if (await isAhead(rooms, folder)) {
    // Its keys and rows are of a state that is not known here.
    await leaveWord(folder, forgotten);
    return [
      'holds what came after this library and was left as it is; a restore from it repeats the erasure',
      restoreIt,
    ];
  }
  await forgetIn(rooms, folder, forgotten);
  return null;
}

/** Takes erased files out of every backup that can be reached: ledger, keys, blobs. Answers those that cannot. */
export async function forgetInBackups(
  rooms: Rooms,
  forgotten: readonly Forgotten[],
): Promise<readonly OutOfReach[]> {
  const outOfReach: OutOfReach[] = [];
  if (forgotten.length === 0) return outOfReach;
  await noteHere(rooms, forgotten);
  const backups = await rooms.catalogue.read((reader) => reader.settings.backups());
  for (const { place, lastMadeAt } of backups) {
    const made = lastMadeAt ? rooms.clock.dayOf(lastMadeAt) : 'at an unknown time';
    const folder = backupFolder(place, rooms.settings.id);
    const hindrance = await forgetAt(rooms, folder, forgotten).catch((error): Hindrance => {
      tellUnchanged(place, error);
      return ['could not be written to', makeAgain];
    });
    if (hindrance === null) continue;
    const [why, wayForward] = hindrance;
    outOfReach.push({ sentence: `${outOfReachOf(place)}${made}, ${why}.`, wayForward });
  }
  return outOfReach;
}

/** On the machine nothing lies open that somebody has written. */
const reasonElsewhere = 'The reason is in the certificate of the library in which it was erased.';

/** In the machine's own ledger, for a restore from a backup that hears of this nowhere else. */
async function noteHere({ ledger }: Rooms, forgotten: readonly Forgotten[]): Promise<void> {
  if (ledger === null) return;
  try {
    await mkdir(dirname(ledger), { recursive: true, mode: 0o700 });
    await addToLedger(
      ledger,
      linesOf(forgotten).map((line) => ({ ...line, why: reasonElsewhere })),
    );
  } catch (error) {
    // The erasure itself goes on: what it must reach is the library and its backups.
    process.stderr.write(`custos: the erasure could not be noted in ${ledger}: ${String(error)}\n`);
  }
}

/** A backup out of reach is owed for: the duty stays until the backup is made anew. */
export async function oweForgetting(
  rooms: Rooms,
  writer: CatalogueWriter,
  erasure: Pick<ErasureRow, 'recording' | 'paragraph'>,
  { sentence, wayForward }: OutOfReach,
): Promise<void> {
  const id = rooms.clock.newId();
  await writer.obligations.add({
    id,
    recording: erasure.recording,
    queue: 'erase',
    paragraph: erasure.paragraph,
    reason: `${sentence} ${wayForward}`,
    due: rooms.clock.today(),
    action: 'makeBackup',
    raisedAt: rooms.clock.now(),
    snoozedUntil: null,
    settledAt: null,
    source: 'system',
  });
  await rooms.record(writer, {
    kind: 'obligation.raised',
    by: null,
    about: [
      { noun: 'recording', id: erasure.recording },
      { noun: 'obligation', id },
    ],
    facts: { queue: 'erase', paragraph: erasure.paragraph },
  });
}
