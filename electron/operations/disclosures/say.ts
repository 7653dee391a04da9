import { disclosureCites } from '../../../shared/domain/disclosure/kinds.ts';
import { mayBeReviewed, standingOf } from '../../../shared/domain/disclosure/standing.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { DisclosureRow } from '../../catalogue/disclosures.ts';
import type { Context, Output, Parsed } from '../context.ts';
import {
  disclosureNumber,
  personOf,
  recordingReference,
  releaseNumber,
  subjectName,
  subjectNumber,
} from '../names.ts';
import { confirmFault } from './confirm-fault.ts';
import { allDisclosed, type Disclosed, findDisclosure, keeps } from './disclosed.ts';

type Summary = Output<'disclosure.list'>['disclosures'][number];
type Whole = Output<'disclosure.show'>;

const personOrNull = async (reader: CatalogueReader, id: Id | null) => id && (await personOf(reader, id));

async function sayShort({ rooms }: Context, reader: CatalogueReader, row: DisclosureRow): Promise<Summary> {
  const recordings = [];
  for (const { recording } of await reader.disclosures.items(row.id))
    recordings.push(await recordingReference(reader, recording));
  return {
    ...{ id: row.id, number: disclosureNumber(row.number), kind: row.kind, means: row.means },
    standing: standingOf(row, rooms.clock.now()),
    ...{ recipient: row.recipient, organisation: row.organisation },
    proposedBy: await personOf(reader, row.proposedBy),
    proposedAt: row.proposedAt,
    decidedBy: await personOrNull(reader, row.decidedBy),
    ...{ endsAt: row.endsAt, review: row.review, recordings },
  };
}

async function nameOf(reader: CatalogueReader, id: Id) {
  const subject = await reader.subjects.get(id);
  return subject && { id, number: subjectNumber(subject.number), name: subjectName(subject) };
}

async function sayItems(
  reader: CatalogueReader,
  disclosed: readonly Disclosed[],
  mayRead: boolean,
): Promise<Whole['items']> {
  const items = [];
  for (const { item, rendition, fault } of disclosed) {
    const checks = [];
    for (const { subject, answer } of mayRead ? item.checks : [])
      checks.push({ subject: subject && ((await nameOf(reader, subject))?.name ?? ''), answer });
    items.push({
      recording: await recordingReference(reader, item.recording),
      rendition: item.rendition,
      kind: rendition?.kind ?? null,
      ...{ checks, fault },
    });
  }
  return items;
}

async function whatMay(context: Context, reader: CatalogueReader, row: DisclosureRow): Promise<Whole['may']> {
  const { rooms, caller } = context;
  const standing = standingOf(row, rooms.clock.now());
  const concerned = keeps(context) || row.proposedBy === caller.user;
  const why = standing === 'waiting' ? (await confirmFault(context, reader, row)).fault : null;
  return {
    confirm: standing === 'waiting' && why === null,
    whyNotConfirm: why,
    end: concerned && (row.state === 'proposed' || standing === 'inForce'),
    look: standing === 'inForce' && row.means === 'view' && row.viewer === caller.user,
    give: standing === 'inForce' && row.means === 'copies' && keeps(context),
    review: row.review === null && mayBeReviewed(standing) && caller.role === 'governance',
  };
}

/** A disclosure whole; who may only look under it reads none of its words and no patient's name. */
export async function sayDisclosure(
  context: Context,
  reader: CatalogueReader,
  row: DisclosureRow,
): Promise<Whole> {
  const mayRead = keeps(context) || row.proposedBy === context.caller.user;
  const disclosed = await allDisclosed(reader, row);
  const release = await reader.releases.ofDisclosure(row.id);
  const covert = disclosed.some(({ facts }) => facts?.recording.circumstances === 'covert');
  return {
    ...(await sayShort(context, reader, row)),
    cites: [...disclosureCites(row.kind, covert)],
    hours: row.hours,
    viewer: await personOrNull(reader, row.viewer),
    words: mayRead ? row.words : null,
    about: mayRead && row.about ? await nameOf(reader, row.about) : null,
    ...{ decidedAt: row.decidedAt, secondMissing: row.secondMissing },
    ...{ endedBy: await personOrNull(reader, row.endedBy), endedAt: row.endedAt },
    ...{ reviewedBy: await personOrNull(reader, row.reviewedBy), reviewedAt: row.reviewedAt },
    release: release && { id: release.id, number: releaseNumber(release.number) },
    items: await sayItems(reader, disclosed, mayRead),
    may: await whatMay(context, reader, row),
  };
}

export const listDisclosures = (
  context: Context,
  { recording, offset, limit }: Parsed<'disclosure.list'>,
): Promise<Output<'disclosure.list'>> =>
  context.rooms.catalogue.read(async (reader) => {
    const concerning = keeps(context) ? null : context.caller.user;
    const closedTo = context.caller.user;
    const asked = { recording, concerning, closedTo };
    const { total, disclosures } = await reader.disclosures.list(asked, offset, limit);
    const said = [];
    for (const row of disclosures) said.push(await sayShort(context, reader, row));
    return { total, disclosures: said };
  });

export const showDisclosure = (context: Context, { disclosure }: Parsed<'disclosure.show'>): Promise<Whole> =>
  context.rooms.catalogue.read(async (reader) =>
    sayDisclosure(context, reader, await findDisclosure(context, reader, disclosure)),
  );
