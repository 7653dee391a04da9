import type { About } from '../../shared/domain/trail/entry.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ReleaseRow } from '../catalogue/rows.ts';
import type { Context } from './context.ts';
import { releaseNumber } from './names.ts';

/** Raises the duty to call copies of a recording back, for a reason that a person reads [14e]. Due at once. */
export async function oweRecall(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  recording: Id,
  reason: string,
  release: Id | null,
): Promise<void> {
  const id = rooms.clock.newId();
  await writer.obligations.add({
    id,
    recording,
    queue: 'recall',
    paragraph: '14e',
    reason,
    due: rooms.clock.today(),
    action: 'recallCopies',
    raisedAt: rooms.clock.now(),
    snoozedUntil: null,
    settledAt: null,
    source: 'system',
  });
  const about: About[] = [
    { noun: 'recording', id: recording },
    { noun: 'obligation', id },
  ];
  if (release !== null) about.push({ noun: 'release', id: release });
  await rooms.record(writer, {
    kind: 'obligation.raised',
    by: caller.user,
    about,
    facts: { queue: 'recall', paragraph: '14e' },
  });
}

/** Owes a recall for each release with which a copy of a recording is out, and says why. */
export async function recallCopies(
  context: Context,
  writer: CatalogueWriter,
  recording: Id,
  why: string,
  only?: (release: ReleaseRow) => boolean,
): Promise<void> {
  for (const release of await writer.releases.ofRecording(recording)) {
    // What was disclosed rested on no agreement, and a court or the patient owes no copy back.
    if (release.disclosure !== null || only?.(release) === false) continue;
    const items = await writer.releases.items(release.id);
    if (!items.some((item) => item.recording === recording && item.state === 'out')) continue;
    const reason = `A copy is out with release ${releaseNumber(release.number)}, and ${why}.`;
    await oweRecall(context, writer, recording, reason, release.id);
  }
}
