import { editions } from '../../shared/domain/policy/index.ts';
import { type Audience, type Use, uses } from '../../shared/domain/policy/words.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import type { RecordingFacts } from './gather.ts';
import { judge } from './open.ts';
import { findRecording } from './recordings.ts';

/** Before whom each use may be put, its usual audience first; care is its team's, and publication the public's. */
const audiencesOf = (use: Use): readonly Audience[] => {
  if (use === 'care') return ['careTeam'];
  return use === 'publicMedia' ? ['public'] : ['medicalSetting', 'public'];
};

type Answer = Output<'recording.answers'>[number];

const missing = ({ rooms }: Context, use: Use, audience: Audience): Answer => ({
  use,
  audience,
  rendition: 'anonymised',
  outcome: 'ask',
  cites: [
    editions[rooms.settings.edition].copyParagraphs[audience === 'public' ? 'toThePublic' : 'otherwise'],
  ],
  reasons: ['There is no anonymised copy yet.'],
  remedies: ['Make an anonymised copy and sign it off.'],
});

function answersFor(
  context: Context,
  facts: RecordingFacts,
  rendition: Id,
  kind: Answer['rendition'],
): Answer[] {
  return uses.flatMap((use) =>
    audiencesOf(use).map((audience) => {
      const { outcome, cites, reasons, remedies } = judge(context, facts, rendition, {
        action: 'view',
        use,
        audience,
      });
      return {
        use,
        audience,
        rendition: kind,
        outcome,
        cites: [...cites],
        reasons: [...reasons],
        remedies: [...remedies],
      };
    }),
  );
}

/** The panel "who may use this, for what, and why not": what the policy would answer this person, cell by cell. */
async function answers(
  context: Context,
  input: Parsed<'recording.answers'>,
): Promise<Output<'recording.answers'>> {
  const { rooms, caller } = context;
  const { facts, level } = await rooms.catalogue.read((reader) =>
    findRecording(context, reader, input.recording),
  );
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  const copy =
    facts.renditions.findLast(({ row, signOff }) => row.kind === 'anonymised' && signOff !== null) ??
    facts.renditions.findLast(({ row }) => row.kind === 'anonymised');
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'decision.panel',
      by: caller.user,
      about: [{ noun: 'recording', id: facts.recording.id }],
      facts: { edition: rooms.settings.edition },
    }),
  );
  return [
    ...(original && level === 3 ? answersFor(context, facts, original.row.id, 'original') : []),
    ...(copy
      ? answersFor(context, facts, copy.row.id, 'anonymised')
      : uses.flatMap((use) => audiencesOf(use).map((audience) => missing(context, use, audience)))),
  ];
}

export const answerOperations: Handlers = { 'recording.answers': answers };
