import { secondReading } from '../../shared/domain/recording/second-reader.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { RenditionRow, SignOffRow } from '../catalogue/rows.ts';
import { assertResidueSeen } from './bench/residue.ts';
import { signing, signOffRules } from './bench/rules.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { gatherFacts } from './gather.ts';
import { findRendition } from './open.ts';
import { renditionOf } from './recordings.ts';
import { secondPerson } from './second-person.ts';
import { workableRecording } from './treats.ts';

/** What a person's signature covers: the very content, the judgement, what was looked at, and the trail until then. */
export const signedText = (signOff: Omit<SignOffRow, 'signature' | 'voidedAt'>): string =>
  canonicalJson({
    rendition: signOff.rendition,
    mark: signOff.mark,
    identifiability: signOff.identifiability,
    lookedAt: signOff.lookedAt,
    trailHead: signOff.trailHead,
    by: signOff.by,
    at: signOff.at,
    ...(signOff.awaitsSecond ? { awaitsSecond: true } : {}),
  });

/** A sign-off is of a verified anonymised copy of a recording in use. @throws CustosError `conflict` */
async function assertSignable(reader: CatalogueReader, rendition: RenditionRow): Promise<void> {
  const recording = await reader.recordings.get(rendition.recording);
  if (recording?.state !== 'active') {
    throw new CustosError('conflict', 'This recording is set aside or erased. Nothing of it is signed off.');
  }
  if (rendition.kind !== 'anonymised') {
    throw new CustosError('conflict', 'Only an anonymised copy is signed off, never an original.');
  }
  const verification = rendition.verification === null ? null : JSON.parse(rendition.verification);
  if (verification?.verified !== true) {
    throw new CustosError(
      'conflict',
      'The verification of this copy found something. Discard it and make it anew.',
    );
  }
}

/** The newest judgement anybody gave of this very content, on this copy or on an equal one of the recording. */
async function earlierJudgement(
  reader: CatalogueReader,
  rendition: RenditionRow,
): Promise<SignOffRow | null> {
  const given: SignOffRow[] = [];
  for (const { id, mark } of await reader.renditions.ofRecording(rendition.recording)) {
    if (mark === rendition.mark) given.push(...(await reader.renditions.signOffs(id)));
  }
  return (
    given
      .filter(({ identifiability }) => identifiability !== 'unassessed')
      .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))[0] ?? null
  );
}

/** A judgement that changes an earlier one takes a second person where the library has one. */
async function assertSecondPerson(
  { rooms, caller }: Context,
  reader: CatalogueReader,
  rendition: RenditionRow,
  identifiability: SignOffRow['identifiability'],
): Promise<{ readonly changed: boolean; readonly missing: boolean }> {
  const earlier = await earlierJudgement(reader, rendition);
  if (!earlier || earlier.identifiability === identifiability) return { changed: false, missing: false };
  const { fault, missing } = await secondPerson(reader, earlier.by, caller.user, rooms.clock.now(), signing);
  if (fault) {
    throw new CustosError(
      'needs-second-person',
      `The judgement whether the patient can be recognised would change. ${fault}`,
    );
  }
  return { changed: true, missing };
}

/** Whether a judgement waits for a second reader, by what the library asks. @throws CustosError `needs-second-person` */
async function awaitsSecond(
  { caller }: Context,
  reader: CatalogueReader,
  { id, mark }: RenditionRow,
  identifiability: SignOffRow['identifiability'],
): Promise<boolean> {
  if (!(await signOffRules(reader)).secondReader) return false;
  const [newest] = await reader.renditions.signOffs(id);
  const earlier = newest && newest.voidedAt === null && newest.mark === mark ? newest : null;
  const worth = secondReading(earlier, { by: caller.user, identifiability });
  if (worth === 'samePerson') {
    throw new CustosError(
      'needs-second-person',
      'This library has two people look at each copy, and you were the first. Please ask a colleague to look at it as well.',
    );
  }
  return worth === 'first';
}

async function add(
  context: Context,
  writer: CatalogueWriter,
  input: Parsed<'anonymise.signOff'>,
): Promise<Output<'anonymise.signOff'>> {
  const { rooms, caller } = context;
  const rendition = await writer.renditions.get(input.rendition);
  if (!rendition) throw new CustosError('not-found', 'There is no such rendition any more.');
  await assertSignable(writer, rendition);
  const second = await assertSecondPerson(context, writer, rendition, input.identifiability);
  const waits = await awaitsSecond(context, writer, rendition, input.identifiability);
  const unsigned = {
    rendition: rendition.id,
    by: caller.user,
    at: rooms.clock.now(),
    lookedAt: input.lookedAt,
    identifiability: input.identifiability,
    mark: rendition.mark,
    trailHead: (await writer.trail.last())?.hash ?? '',
    awaitsSecond: waits,
  };
  const signature = caller.sign(signedText(unsigned));
  await writer.renditions.addSignOff({ ...unsigned, signature, voidedAt: null });
  await rooms.record(writer, {
    kind: 'rendition.signedOff',
    by: caller.user,
    about: [
      { noun: 'recording', id: rendition.recording },
      { noun: 'rendition', id: rendition.id },
    ],
    facts: {
      identifiability: input.identifiability,
      mark: rendition.mark,
      signature,
      changed: second.changed,
      awaitsSecond: waits,
      residueSeen: input.residueSeen,
      secondPersonMissing: second.missing,
    },
    text: input.lookedAt.join('; '),
  });
  await refreshRecordings(rooms, writer, [rendition.recording], caller.user);
  const facts = await gatherFacts(writer, rendition.recording);
  if (!facts) throw new CustosError('not-found', 'There is no such recording any more.');
  return renditionOf(writer, facts, rendition.id);
}

/** Signs an anonymised copy off: a named person looked at it and judged whether anybody can be known by it [5, 10]. */
async function signOff(
  context: Context,
  input: Parsed<'anonymise.signOff'>,
): Promise<Output<'anonymise.signOff'>> {
  const { rooms } = context;
  const found = await findRendition(context, input.rendition);
  const { facts } = found;
  await rooms.catalogue.read((reader) => workableRecording(context, reader, facts.recording.id));
  await assertResidueSeen(context, found, input.residueSeen);
  const signed = await rooms.catalogue.write((writer) => add(context, writer, input));
  rooms.emit({ kind: 'changed', nouns: ['recording', 'rendition', 'queue', 'trail'] });
  return signed;
}

export const signOffOperations: Handlers = { 'anonymise.signOff': signOff };
