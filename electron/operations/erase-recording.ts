import { alwaysOutOfReach, type Certificate } from '../../shared/domain/erasure/certificate.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { AgreementRow, ErasureRow } from '../catalogue/rows.ts';
import { forgetInBackups, oweForgetting, renewStaleSnapshots, snapshotsAreStale } from './backup-erasure.ts';
import type { Rooms } from './context.ts';
import { certificateNumber, personOf, recordingReference, releaseNumber } from './names.ts';
import { secondPerson } from './second-person.ts';

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

/** Everything that must go for one erasure, gathered while the catalogue still knows it. */
interface Plan {
  readonly erasure: ErasureRow;
  readonly renditions: readonly Id[];
  readonly marks: readonly string[];
  /** Agreements that cover no other recording and go with this one, with their scans. */
  readonly agreements: readonly AgreementRow[];
  /** Patients who have no other recording here. */
  readonly subjects: readonly Id[];
  readonly blobs: readonly Id[];
}

async function planOf(reader: CatalogueReader, erasure: ErasureRow): Promise<Plan> {
  const renditions = await reader.renditions.ofRecording(erasure.recording);
  const recording = await reader.recordings.get(erasure.recording);
  const agreements: AgreementRow[] = [];
  const scans: Id[] = [];
  for (const agreement of await reader.agreements.ofRecording(erasure.recording)) {
    const covered = await reader.agreements.recordingsOf(agreement.id);
    if (covered.some((id) => id !== erasure.recording)) continue;
    agreements.push(agreement);
    for (const scan of await reader.agreements.scans(agreement.id)) scans.push(scan.blob);
  }
  const subjects = [];
  for (const subject of await reader.recordings.subjectsOf(erasure.recording)) {
    const others = (await reader.recordings.ofSubject(subject)).filter((id) => id !== erasure.recording);
    const kept = (await reader.agreements.ofSubject(subject)).filter(
      ({ id }) => !agreements.some((gone) => gone.id === id),
    );
    if (others.length === 0 && kept.length === 0) subjects.push(subject);
  }
  return {
    erasure,
    renditions: renditions.map(({ id }) => id),
    marks: [...new Set([...(recording ? [recording.mark] : []), ...renditions.map(({ mark }) => mark)])],
    agreements,
    subjects,
    blobs: [...renditions.map(({ blob }) => blob), ...scans],
  };
}

async function makeCertificate(
  writer: CatalogueWriter,
  plan: Plan,
  outOfReach: readonly string[],
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
    const releasedOn = release.at.slice(0, 10) as Certificate['copiesOut'][number]['releasedOn'];
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
        ? [`${plan.agreements.length} agreements that covered nothing else, with their signed forms.`]
        : []),
      ...(plan.subjects.length > 0 ? ['The entries of patients of whom nothing else is held.'] : []),
      'The words that the trail held about it; its hashes stand.',
    ],
    verifiedHow: [
      'No key of a file is left in the key store, which was rewritten.',
      'No file is left in the vault and none opens.',
      'No row of the catalogue points at the recording, and its free pages were rewritten.',
    ],
    copiesOut,
    outOfReach: [...outOfReach, ...alwaysOutOfReach],
  };
}

/** Removes the keys, files and previews; repeats without harm. */
async function destroyContent(rooms: Rooms, plans: readonly Plan[]): Promise<void> {
  await rooms.vault.destroyMany(plans.flatMap(({ blobs }) => blobs));
  await rooms.previews.removeAll(plans.flatMap(({ renditions }) => renditions));
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

/** Takes everything out of the catalogue that is about the recording, and leaves the certificate. */
async function completeRows(
  rooms: Rooms,
  writer: CatalogueWriter,
  plan: Plan,
  outOfReach: readonly string[],
): Promise<Certificate> {
  const { erasure } = plan;
  const erasedAt = rooms.clock.now();
  const certificate = await makeCertificate(writer, plan, outOfReach, erasedAt);
  for (const mark of plan.marks) await writer.erasures.addMark(erasure.id, mark);
  for (const rendition of plan.renditions) await writer.renditions.remove(rendition);
  await writer.recordings.erase(erasure.recording);
  for (const { id } of plan.agreements) await writer.agreements.remove(id);
  for (const subject of plan.subjects) await writer.subjects.remove(subject);
  await writer.trail.eraseTexts([
    erasure.recording,
    erasure.id,
    ...plan.renditions,
    ...plan.agreements.map(({ id }) => id),
    ...plan.subjects,
  ]);
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
    facts: { number: erasure.number, blobs: plan.blobs.length },
  });
  for (const place of outOfReach) await oweForgetting(rooms, writer, erasure, place);
  await snapshotsAreStale(writer);
  return certificate;
}

/** Carries out approved erasures to their end and answers their certificates. */
export async function finishErasures(rooms: Rooms, erasures: readonly Id[]): Promise<readonly Certificate[]> {
  const plans = await rooms.catalogue.read(async (reader) => {
    const found = [];
    for (const id of erasures) {
      const erasure = await reader.erasures.get(id);
      if (erasure?.state === 'approved') found.push(await planOf(reader, erasure));
    }
    return found;
  });
  await destroyContent(rooms, plans);
  await assertGone(rooms, plans);
  const outOfReach = await forgetInBackups(
    rooms,
    plans.map(({ erasure, blobs, marks }) => ({ erasure, blobs, marks })),
  );
  const certificates = [];
  for (const plan of plans) {
    certificates.push(await rooms.catalogue.write((writer) => completeRows(rooms, writer, plan, outOfReach)));
  }
  await rooms.catalogue.scour();
  await renewStaleSnapshots(rooms);
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
  await renewStaleSnapshots(rooms);
  return open.length;
}
