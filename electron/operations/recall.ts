import { isHeldOutside } from '../../shared/domain/release/copy-state.ts';
import type { About } from '../../shared/domain/trail/entry.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ReleaseRow } from '../catalogue/rows.ts';
import type { Context } from './context.ts';
import { decideOn, gatherFacts, type RecordingFacts } from './gather.ts';
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

/** Whether a recipient may go on holding a copy: as the policy would let it go today, or by a disclosure in order. */
async function mayStayOut(
  { rooms }: Context,
  reader: CatalogueReader,
  facts: RecordingFacts,
  { use, audience, recipient, disclosure }: ReleaseRow,
  rendition: Id,
): Promise<boolean> {
  // A disclosure rests on no agreement; a withdrawal asks nothing of it back.
  if (disclosure !== null) return (await reader.disclosures.get(disclosure))?.review !== 'notInOrder';
  if (use === null || audience === null) return false;
  // What was erased here since, or made anew, is permitted nobody.
  if (!facts.renditions.some(({ row }) => row.id === rendition)) return false;
  const actor = { name: recipient, careTeam: use === 'care' };
  const request = { action: 'export', use, audience, actor } as const;
  return decideOn(facts, rendition, request, rooms.settings, rooms.clock.today()).outcome === 'permit';
}

/** The releases with which a copy is out that may not stay there. */
export async function wronglyOut(
  context: Context,
  reader: CatalogueReader,
  recording: Id,
): Promise<readonly ReleaseRow[]> {
  const facts = await gatherFacts(reader, recording);
  const wrongly: ReleaseRow[] = [];
  for (const release of facts ? await reader.releases.ofRecording(recording) : []) {
    const held = (await reader.releases.items(release.id)).filter(
      (item) => item.recording === recording && isHeldOutside(item.state),
    );
    for (const { rendition } of held) {
      if (!facts || (await mayStayOut(context, reader, facts, release, rendition))) continue;
      wrongly.push(release);
      break;
    }
  }
  return wrongly;
}
