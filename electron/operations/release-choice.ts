import type { Decision } from '../../shared/domain/policy/decision.ts';
import { releaseUntil, setsADay } from '../../shared/domain/release/until.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { RenditionRow } from '../catalogue/rows.ts';
import type { Context, Output, Parsed } from './context.ts';
import { decideOn, inCareTeam, type RecordingFacts } from './gather.ts';
import { recordingNumber } from './names.ts';
import { type Ask, judge, sayDecision } from './open.ts';
import { findRecording } from './recordings.ts';

export type Asked = Parsed<'release.preview'>;

/** What would leave of one recording, and the decision on it. */
export interface Choice {
  readonly facts: RecordingFacts;
  /** The rendition that was decided on. */
  readonly rendition: RenditionRow;
  readonly decision: Decision;
}

const askOf = ({ use, audience }: Pick<Asked, 'use' | 'audience'>): Ask => ({
  action: 'export',
  use,
  audience,
});

/**
 * Decides an export for the person who asks and, where they may, for the recipient as well: an agreement that
 * names its viewers names both or neither may have the copy [13a].
 */
export function judgeExport(
  context: Context,
  facts: RecordingFacts,
  rendition: Id,
  asked: Pick<Asked, 'use' | 'audience' | 'recipient'>,
): Decision {
  const { rooms, caller } = context;
  const own = judge(context, facts, rendition, askOf(asked));
  if (own.outcome === 'refuse' || asked.recipient === caller.name) return own;
  const today = rooms.clock.today();
  const careTeam = caller.role === 'clinician' && inCareTeam(facts, caller.user, today);
  const request = { ...askOf(asked), actor: { name: asked.recipient, careTeam } };
  const theirs = decideOn(facts, rendition, request, rooms.settings, today);
  return theirs.outcome === 'refuse' ? theirs : own;
}

/** The newest signed-off anonymised copy where one may go, else the original where it may, else the refusal. */
function choose(context: Context, facts: RecordingFacts, asked: Asked): Choice | null {
  const anonymised = facts.renditions.filter(({ row }) => row.kind === 'anonymised').toReversed();
  const signedOff = anonymised.filter(({ signOff }) => signOff !== null);
  const original = facts.renditions.filter(({ row }) => row.kind === 'original');
  const candidates = [...signedOff, ...original, ...anonymised];
  let refused: Choice | null = null;
  for (const { row } of candidates) {
    const choice = { facts, rendition: row, decision: judgeExport(context, facts, row.id, asked) };
    if (choice.decision.outcome === 'permit') return choice;
    refused ??= choice;
  }
  return refused;
}

/** Chooses and decides for every recording, once each, in the order asked. @throws CustosError `not-found` */
export const chooseAll = (context: Context, asked: Asked): Promise<readonly Choice[]> =>
  context.rooms.catalogue.read(async (reader) => {
    const choices: Choice[] = [];
    for (const id of new Set(asked.recordings)) {
      const { facts } = await findRecording(context, reader, id);
      const choice = choose(context, facts, asked);
      if (choice) choices.push(choice);
    }
    return choices;
  });

export const isPermitted = ({ decision }: Choice): boolean => decision.outcome === 'permit';

/** A choice as the contract carries it. */
export const sayChoice = (choice: Choice): Output<'release.preview'>['items'][number] => ({
  recording: { id: choice.facts.recording.id, number: recordingNumber(choice.facts.recording.number) },
  rendition: isPermitted(choice) ? choice.rendition.id : null,
  kind: isPermitted(choice) ? choice.rendition.kind : null,
  container: isPermitted(choice) ? choice.rendition.container : null,
  decision: sayDecision(choice.decision),
});

/** The last day of use for all copies of a release together. */
export const untilOf = (
  asked: Pick<Asked, 'until' | 'use'>,
  choices: readonly Choice[],
  today: Day,
): Day | null =>
  releaseUntil(
    asked.until,
    asked.use,
    choices
      .flatMap(({ facts }) => facts.subjects.flatMap(({ agreements }) => agreements))
      .filter((agreement) => setsADay(agreement, today))
      .map(({ terms }) => terms),
  );

/** Writes every decision to the trail in one transaction: before anything leaves, and the refusals too. */
export const recordChoices = (
  { rooms, caller }: Context,
  asked: Pick<Asked, 'use' | 'audience'>,
  choices: readonly Choice[],
): Promise<void> =>
  rooms.catalogue.write(async (writer) => {
    for (const { facts, rendition, decision } of choices) {
      await rooms.record(writer, {
        kind: 'decision.made',
        by: caller.user,
        about: [
          { noun: 'recording', id: facts.recording.id },
          { noun: 'rendition', id: rendition.id },
        ],
        facts: {
          ...askOf(asked),
          outcome: decision.outcome,
          cites: decision.cites,
          edition: rooms.settings.edition,
        },
      });
    }
  });
