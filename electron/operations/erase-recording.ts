import { alwaysOutOfReach, type Certificate } from '../../shared/domain/erasure/certificate.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ErasureRow } from '../catalogue/rows.ts';
import { forgetInBackups, type OutOfReach, oweForgetting } from './backup-erasure.ts';
import type { Rooms } from './context.ts';
import { type Plan, planOf, plansOf } from './erasure-plan.ts';
import { certificateNumber, personOf, recordingReference, releaseNumber } from './names.ts';
import { secondPerson } from './second-person.ts';
import { renewStale, snapshotsAreStale } from './stale-snapshots.ts';

/**
 * Erasing by key. The catalogue was marked when the erasure was approved; here the keys go, then the blobs and
 * previews, then every row, and last the free pages. Each step may be repeated: after a kill the next start
 * finishes what was begun, and nothing turns back.
 */

/** The stored certificate of a completed erasure. @throws CustosError `not-found` where it is not completed. */
export function certificateOf(row: ErasureRow): Certificate {
  if (row.certificate === null) throw new CustosError('not-found', 'This erasure is not completed yet.');
  return JSON.parse(row.certificate) as Certificate;
}

async function makeCertificate(
  { clock }: Rooms,
  writer: CatalogueWriter,
  plan: Plan,
  outOfReach: readonly OutOfReach[],
  erasedAt: Instant,
): Promise<Certificate> {
  const { erasure } = plan;
  if (erasure.approvedBy === null) throw new CustosError('conflict', 'This erasure was never approved.');
  const { missing } = await secondPerson(
    writer,
    erasure.proposedBy,
    erasure.approvedBy,
    erasure.approvedAt ?? erasedAt,
  );
  const copiesOut = [];
  for (const release of await writer.releases.ofRecording(erasure.recording)) {
    const items = await writer.releases.items(release.id);
    if (
      !items.some(
        ({ recording, state }) =>
          recording === erasure.recording && state !== 'destroyed' && state !== 'returned',
      )
    )
      continue;
    const releasedOn = clock.dayOf(release.at);
    copiesOut.push({ release: releaseNumber(release.number), recipient: release.recipient, releasedOn });
  }
  return {
    id: erasure.id,
    number: certificateNumber(erasure.number),
    recording: await recordingReference(writer, erasure.recording),
    why: erasure.why,
    paragraph: erasure.paragraph,
    proposedBy: await personOf(writer, erasure.proposedBy),
    approvedBy: await personOf(writer, erasure.approvedBy),
    secondPersonMissing: missing,
    erasedAt,
    destroyed: [
      `The keys of ${plan.blobs.length} stored files, and the files themselves: the original and every copy made from it.`,
      'Thumbnails and previews.',
      'Search entries, the file name and what was entered of the recording.',
      ...(plan.agreements.length > 0
        ? ['The agreements that covered nothing else, with their signed forms.']
        : []),
      ...(plan.forms.length > 0 ? ['The consent forms issued for nothing else, with their scans.'] : []),
      ...(plan.subjects.length > 0 ? ['The entries of patients of whom nothing else is held.'] : []),
      'The words that the trail held about it; its hashes stand.',
    ],
    verifiedHow: [
      'No key of a file is left in the key store, which was rewritten.',
      'No file is left in the vault and none opens.',
      'No row of the catalogue points at the recording, and its free pages were rewritten.',
    ],
    copiesOut,
    outOfReach: [...outOfReach.map(({ sentence }) => sentence), ...alwaysOutOfReach],
  };
}

/** Removes the keys, files and previews; repeats without harm. */
async function destroyContent(rooms: Rooms, plans: readonly Plan[]): Promise<void> {
  await rooms.vault.destroyMany(plans.flatMap(({ blobs }) => blobs));
  rooms.step('erase:content-destroyed');
  await rooms.previews.removeAll(plans.flatMap(({ renditions }) => renditions));
  rooms.step('erase:previews-removed');
}

/** No file may open any more, and none may be left; anything else stops the erasure before it is called complete. */
async function assertGone(rooms: Rooms, plans: readonly Plan[]): Promise<void> {
  for (const blob of plans.flatMap(({ blobs }) => blobs)) {
    try {
      await (await rooms.vault.open(blob)).close();
    } catch (error) {
      if (isCustosError(error) && error.code === 'not-found') continue;
      throw error;
    }
    throw new CustosError(
      'internal',
      'A file that was to be erased still opens. The erasure will be tried again at the next start.',
    );
  }
}

/** Takes out every row about the recording, and the words that the trail held about what goes. */
async function removeRows(writer: CatalogueWriter, plan: Plan): Promise<void> {
  const { recording, id } = plan.erasure;
  for (const mark of plan.marks) await writer.erasures.addMark(id, mark);
  for (const rendition of plan.renditions) await writer.renditions.remove(rendition);
  await writer.recordings.erase(recording);
  for (const form of plan.forms) await writer.forms.remove(form.id);
  for (const agreement of plan.agreements) await writer.agreements.remove(agreement.id);
  for (const subject of plan.subjects) await writer.subjects.remove(subject.id);
  await writer.trail.eraseTexts([
    recording,
    id,
    ...plan.renditions,
    ...plan.agreements.map((agreement) => agreement.id),
    ...plan.forms.map((form) => form.id),
    ...plan.subjects.flatMap((subject) => [subject.id, ...subject.joined]),
  ]);
}

/** Nothing may be tied to the recording any more; else the transaction is undone and the erasure stands as approved. */
async function assertNoRows(reader: CatalogueReader, { erasure, agreements, subjects }: Plan): Promise<void> {
  const { recording } = erasure;
  const left = [
    ...(await reader.renditions.ofRecording(recording)),
    ...(await reader.agreements.ofRecording(recording)),
    ...(await reader.forms.ofRecording(recording)),
    ...(await reader.recordings.subjectsOf(recording)),
    ...(await reader.subjects.getMany(subjects.flatMap(({ id, joined }) => [id, ...joined]))),
  ];
  for (const { id } of agreements) if (await reader.agreements.get(id)) left.push(id);
  if (left.length > 0)
    throw new CustosError(
      'internal',
      'A row about the erased recording was left. The erasure will be tried again at the next start.',
    );
}

/** Takes everything out of the catalogue that is about the recording, and leaves the certificate. */
async function completeRows(
  rooms: Rooms,
  writer: CatalogueWriter,
  planned: Plan,
  outOfReach: readonly OutOfReach[],
): Promise<{ readonly certificate: Certificate; readonly late: readonly Id[] }> {
  const { erasure } = planned;
  const erasedAt = rooms.clock.now();
  // Planned anew: an agreement may have been tied to another recording, or a form attached, since the files went.
  const plan = await planOf(writer, erasure);
  const all = { ...plan, blobs: [...new Set([...planned.blobs, ...plan.blobs])] };
  const certificate = await makeCertificate(rooms, writer, all, outOfReach, erasedAt);
  await removeRows(writer, plan);
  await assertNoRows(writer, plan);
  await writer.erasures.change(erasure.id, {
    state: 'completed',
    completedAt: erasedAt,
    certificate: JSON.stringify(certificate),
  });
  await rooms.record(writer, {
    kind: 'erasure.completed',
    by: erasure.approvedBy,
    about: [
      { noun: 'recording', id: erasure.recording },
      { noun: 'erasure', id: erasure.id },
    ],
    facts: { number: erasure.number, blobs: all.blobs.length },
  });
  for (const backup of outOfReach) await oweForgetting(rooms, writer, erasure, backup);
  await snapshotsAreStale(writer);
  return { certificate, late: plan.blobs.filter((blob) => !planned.blobs.includes(blob)) };
}

/** Carries out approved erasures to their end and answers their certificates. */
export async function finishErasures(rooms: Rooms, erasures: readonly Id[]): Promise<readonly Certificate[]> {
  const plans = await rooms.catalogue.read((reader) => plansOf(reader, erasures));
  await destroyContent(rooms, plans);
  await assertGone(rooms, plans);
  const outOfReach = await forgetInBackups(
    rooms,
    plans.map(({ erasure, blobs, marks }) => ({ erasure, blobs, marks })),
  );
  const certificates = [];
  for (const plan of plans) {
    const { certificate, late } = await rooms.catalogue.write((writer) =>
      completeRows(rooms, writer, plan, outOfReach),
    );
    rooms.step('erase:rows-removed');
    certificates.push(certificate);
    if (late.length > 0) await rooms.vault.destroyMany(late);
  }
  await renewStale(rooms);
  return certificates;
}

/** At start: erasures that a kill has interrupted are brought to their end before anything else is done. */
export async function finishInterruptedErasures(rooms: Rooms): Promise<number> {
  const open = await rooms.catalogue.read((reader) => reader.erasures.inState('approved'));
  if (open.length > 0)
    await finishErasures(
      rooms,
      open.map(({ id }) => id),
    );
  await renewStale(rooms);
  return open.length;
}
