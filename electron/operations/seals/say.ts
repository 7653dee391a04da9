import { mayKnow } from '../../../shared/domain/seal/seal.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { OpeningRow } from '../../catalogue/sealing.ts';
import type { Context, Output } from '../context.ts';
import type { RecordingFacts } from '../gather.ts';
import { gatherFacts } from '../gather.ts';
import { personOf, recordingNumber } from '../names.ts';
import { isOpenToCaller, knowingPeople, presentOpening } from './known.ts';

type Listed = Output<'seal.list'>;
type Sealed = Listed['sealed'][number];

async function sayOpening(reader: CatalogueReader, row: OpeningRow): Promise<Sealed['opening']> {
  const { id, state, reason, until, secondMissing } = row;
  return {
    ...{ id, reason, until, secondMissing },
    state: state === 'open' ? 'open' : 'asked',
    askedBy: await personOf(reader, row.askedBy),
    second: await personOf(reader, row.second),
  };
}

async function owedOn(reader: CatalogueReader, recording: Id): Promise<Sealed['owed']> {
  const all = await reader.obligations.ofRecording(recording);
  return all
    .filter(({ settledAt }) => settledAt === null)
    .map(({ id, reason, paragraph, due }) => ({ id, reason, paragraph, due }));
}

async function saySealed(context: Context, reader: CatalogueReader, facts: RecordingFacts): Promise<Sealed> {
  const { recording, seal } = facts;
  const opening = await presentOpening(context, reader, recording.id);
  const knownTo = [];
  for (const user of seal.named) knownTo.push(await personOf(reader, user));
  return {
    id: recording.id,
    number: recordingNumber(recording.number),
    kind: recording.kind,
    addedAt: recording.addedAt,
    addedBy: await personOf(reader, recording.addedBy),
    consulted: recording.colleagueConsulted,
    knownTo,
    opening: opening && (await sayOpening(reader, opening)),
    owed: await owedOn(reader, recording.id),
    may: {
      look: isOpenToCaller(context, facts),
      decide: opening?.state === 'asked' && opening.second === context.caller.user,
      ask: opening === null,
    },
  };
}

/** What is sealed, to whoever may know of it; to everybody else the list says that there is nothing. */
export const listSealed = (context: Context): Promise<Listed> =>
  context.rooms.catalogue.read(async (reader) => {
    const people = await knowingPeople(reader);
    const sealed: Sealed[] = [];
    for (const id of await reader.seals.all()) {
      const facts = await gatherFacts(reader, id);
      if (facts && mayKnow(facts.seal.named, people, context.caller))
        sealed.push(await saySealed(context, reader, facts));
    }
    return { sealed, people: people.map(({ id, name }) => ({ id, name })) };
  });

/** Whoever was asked is told that they were, wherever they are in the window; nobody else is told anything. */
export const waitingFor = ({ rooms, caller }: Context): Promise<Output<'seal.waiting'>> =>
  rooms.catalogue.read(async ({ seals }) => ({
    waiting: await seals.waitingFor(caller.user, rooms.clock.today()),
  }));
