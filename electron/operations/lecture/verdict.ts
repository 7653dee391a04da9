import { mediaUrl } from '../../../shared/contract/media-url.ts';
import {
  type ColourReason,
  colourOf,
  reasonFor,
  sayReason,
  withCompanions,
} from '../../../shared/domain/lecture/colour.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { Context, Output } from '../context.ts';
import { erasedContent, factsOf, gone } from '../copies/find-copies.ts';
import { maySee } from '../copies/matches.ts';
import type { RecordingFacts } from '../gather.ts';
import { recordingNumber } from '../names.ts';
import { type Ask, judge, recordDecision, sayDecision } from '../open.ts';
import { thumbnailOf } from '../recordings.ts';
import type { CheckedPart, LectureCheck } from './checked.ts';
import { replacementsOf } from './replacements.ts';

export type Verdict = Output<'lecture.verdict'>;
export type JudgedPart = Verdict['parts'][number];
type Candidate = JudgedPart['candidates'][number];

/** What is asked of every part, and what was found out already: a recording on many slides is decided on once. */
interface Judging {
  readonly context: Context;
  readonly writer: CatalogueWriter;
  readonly ask: Ask;
  readonly known: Map<
    Id,
    Promise<{ readonly facts: RecordingFacts; readonly said: Omit<Candidate, 'how' | 'agreement'> } | null>
  >;
  readonly replaced: Map<Id, Promise<JudgedPart['replacements']>>;
}

/** The policy's answer on a rendition, written down; null where the asker may not see it any more. */
async function decide({ context, writer, ask }: Judging, match: CheckedPart['matches'][number]) {
  if (!(await maySee(writer, context.caller, match))) return null;
  const facts = await factsOf(context, writer, match);
  if (!facts) return null;
  const { id, number } = facts.recording;
  const rendition = facts.renditions.find(({ row }) => row.id === match.rendition)?.row ?? null;
  const decision = rendition && judge(context, facts, rendition.id, ask);
  if (decision) await recordDecision(context, writer, { facts, rendition }, ask, decision);
  const level = await writer.recordings.levelFor(context.caller, id);
  const said = {
    recording: { id, number: recordingNumber(number) },
    rendition: match.rendition,
    kind: rendition?.kind ?? null,
    thumbnail: await thumbnailOf(context, writer, facts.recording, level),
    decision: decision ? sayDecision(decision) : gone,
  };
  return { facts, said };
}

function once<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** No longer to be found by whoever asks. Of what is sealed they are told what a stranger would be told [11]. */
async function isClosed({ context, writer }: Judging, recording: Id): Promise<boolean> {
  if ((await writer.recordings.levelFor(context.caller, recording)) > 0) return false;
  const sealed = await writer.seals.closedTo(context.caller.user);
  const row = sealed.has(recording) ? null : await writer.recordings.get(recording);
  return row !== null && row.state !== 'erased';
}

/** A copy that left by or to the asker, of a recording that is closed to them now: as after a withdrawal [14e]. */
async function releasedAndClosed(judging: Judging, sha256: string): Promise<boolean> {
  const { context, writer } = judging;
  for (const { release, recording } of await writer.releases.bySha256(sha256)) {
    const row = await writer.releases.get(release);
    const theirs = row && (row.by === context.caller.user || row.recipient === context.caller.name);
    if (theirs && (await isClosed(judging, recording))) return true;
  }
  return false;
}

type Judged = Omit<JudgedPart, 'colour' | 'says' | 'thumbnail'>;

async function judgePart(judging: Judging, part: CheckedPart): Promise<Judged> {
  const { context, writer, ask } = judging;
  const candidates: Candidate[] = [];
  let closed = part.sha256 !== null && (await releasedAndClosed(judging, part.sha256));
  const replacements = new Map<Id, JudgedPart['replacements'][number]>();
  for (const match of part.matches) {
    // The very content is first in the list, and where it is known nothing that only looks like it is asked about.
    if (match.how !== 'same' && candidates.some(({ how }) => how === 'same')) break;
    const decided = await once(judging.known, match.rendition, () => decide(judging, match));
    closed ||= !decided && (await isClosed(judging, match.recording));
    if (!decided) continue;
    const { facts, said } = decided;
    candidates.push({ how: match.how, agreement: match.agreement, ...said });
    if (said.decision.outcome === 'permit') continue;
    const instead = () => replacementsOf(context, writer, facts, ask);
    for (const one of await once(judging.replaced, facts.recording.id, instead))
      replacements.set(one.rendition, one);
  }
  const erased = part.sha256 === null ? null : await erasedContent(context, writer, part.sha256);
  const matched = candidates.map(({ how, decision: { outcome } }) => ({ how, outcome }));
  const reason = reasonFor({
    erased: erased !== null,
    closed,
    looked: part.thumbnail !== null && part.note === null,
    matched,
  });
  const { file, name, cropped, note } = part;
  const places = part.places.map(({ what, numbers }) => ({ what, numbers: [...numbers] }));
  return {
    file,
    name,
    places,
    cropped,
    reason,
    note,
    candidates,
    replacements: [...replacements.values()],
    erased,
  };
}

/** @throws CustosError `conflict` while the lecture is still being read */
export function assertDone(run: LectureCheck): void {
  const { state, error } = run.say();
  if (state === 'failed') throw new CustosError('conflict', error ?? 'The check failed.');
  if (state !== 'done')
    throw new CustosError('conflict', 'The lecture is still being read. Please wait a moment.');
}

/**
 * What the policy says of every part at this moment. Each decision goes to the trail in the transaction in which it is
 * made, as everywhere: `ask.action` is `export` where the parts are to be copied.
 */
export async function judgeAll(
  context: Context,
  writer: CatalogueWriter,
  run: LectureCheck,
  ask: Ask,
): Promise<(Judged & { readonly reason: ColourReason })[]> {
  const judging: Judging = { context, writer, ask, known: new Map(), replaced: new Map() };
  const judged: Judged[] = [];
  for (const part of run.parts) judged.push(await judgePart(judging, part));
  const together = run.parts.map((part, at) => ({
    reason: judged[at]?.reason ?? 'unknown',
    together: part.together,
  }));
  const reasons = withCompanions(together);
  return judged.map((part, at) => ({ ...part, reason: reasons[at] ?? part.reason }));
}

function thumbnailIn({ rooms, caller }: Context, { thumbnail }: CheckedPart): string | null {
  if (!thumbnail) return null;
  const opens = { what: 'bytes', bytes: thumbnail, type: 'image/webp', fileName: 'picture.webp' } as const;
  return mediaUrl(rooms.tokens.issue({ session: caller.session, opens, recordings: [] }).token);
}

export const countsOf = (parts: readonly { readonly reason: ColourReason }[]): Verdict['counts'] => {
  const counts = { red: 0, amber: 0, green: 0 };
  for (const { reason } of parts) counts[colourOf[reason]] += 1;
  return counts;
};

/** The verdict as it is shown, or printed; what was asked is written to the trail. */
export async function verdictOn(
  context: Context,
  run: LectureCheck,
  question: Pick<Ask, 'use' | 'audience'>,
  kind: 'lecture.checked' | 'lecture.reportPrinted',
): Promise<Verdict> {
  assertDone(run);
  const { rooms, caller } = context;
  const ask: Ask = { action: 'view', use: question.use, audience: question.audience };
  return rooms.catalogue.write(async (writer) => {
    const judged = await judgeAll(context, writer, run, ask);
    const counts = countsOf(judged);
    await rooms.record(writer, {
      kind,
      by: caller.user,
      about: recordingsIn(judged).map((id) => ({ noun: 'recording' as const, id })),
      facts: { use: ask.use, audience: ask.audience, ...counts },
    });
    return {
      at: rooms.clock.now(),
      files: run.files.map(({ name, format, count, note }) => ({ name, format, count, note })),
      counts,
      parts: judged.map((part, at) => ({
        ...part,
        colour: colourOf[part.reason],
        says: sayReason(part.reason),
        thumbnail: thumbnailIn(context, run.parts[at] as CheckedPart),
      })),
    };
  });
}

export const recordingsIn = (judged: readonly Pick<Judged, 'candidates'>[]): Id[] => [
  ...new Set(judged.flatMap(({ candidates }) => candidates.map(({ recording }) => recording.id))),
];
