import { sql } from 'kysely';
import type { Terms } from '../../../shared/domain/agreement/agreement.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { AgreementRow, CareTeamRow, FactRows, RenditionRow, SignOffRow, SubjectRow } from '../rows.ts';
import { toRecording } from './recording-row.ts';
import { toRendition, toSignOff } from './renditions.ts';
import { sealFactsOf } from './seals.ts';
import { withIdentifiers } from './subjects.ts';
import { type ReadUnit, valuesOf } from './unit.ts';

type Of<T> = ReadonlyMap<number, readonly T[]>;
/** The inner numbers of the recordings asked for, as the members of a list. */
type Asked = ReturnType<typeof valuesOf>;

async function renditionsOf(
  { connection: { kysely } }: ReadUnit,
  asked: Asked,
  ids: ReadonlyMap<number, Id>,
): Promise<Of<{ readonly row: RenditionRow; readonly newest: SignOffRow | null }>> {
  const rows = await kysely
    .selectFrom('rendition')
    .selectAll()
    .where('recording', 'in', asked)
    .orderBy(sql`kind <> 'original'`)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  const signed = await kysely
    .selectFrom('sign_off')
    .selectAll()
    .where('rendition', 'in', valuesOf(rows.map(({ id }) => id)))
    .orderBy('number')
    .execute();
  // The last of each rendition is the newest.
  const newest = new Map(signed.map((row) => [row.rendition, toSignOff(row)]));
  const grouped = Map.groupBy(rows, ({ recording }) => recording);
  return mapped(grouped, (row) => ({
    row: toRendition({ ...row, recording: ids.get(row.recording) as Id }),
    newest: newest.get(row.id) ?? null,
  }));
}

const mapped = <A, B>(groups: ReadonlyMap<number, readonly A[]>, form: (one: A) => B): Of<B> =>
  new Map([...groups].map(([key, list]) => [key, list.map(form)]));

interface Depicted {
  readonly row: SubjectRow;
  readonly careTeam: readonly CareTeamRow[];
}

async function subjectsOf(unit: ReadUnit, asked: Asked): Promise<Of<Depicted>> {
  const { kysely } = unit.connection;
  const links = await kysely
    .selectFrom('recording_subject')
    .selectAll()
    .where('recording', 'in', asked)
    .orderBy('recording')
    .orderBy('position')
    .execute();
  const numbers = valuesOf([...new Set(links.map(({ subject }) => subject))]);
  const rows = await kysely.selectFrom('subject').selectAll().where('number', 'in', numbers).execute();
  const team = await kysely
    .selectFrom('care_team')
    .selectAll()
    .where('subject', 'in', numbers)
    .orderBy('subject')
    .orderBy('from_day')
    .execute();
  const teams = Map.groupBy(team, ({ subject }) => subject);
  const depicted = new Map(
    (await withIdentifiers(unit, rows)).map((row): [number, Depicted] => [
      row.number,
      {
        row,
        careTeam: (teams.get(row.number) ?? []).map(({ user, from_day, to_day }) => ({
          subject: row.id,
          user,
          from: from_day,
          to: to_day,
        })),
      },
    ]),
  );
  return mapped(
    Map.groupBy(links, ({ recording }) => recording),
    ({ subject }) => depicted.get(subject) as Depicted,
  );
}

async function agreementsOf({ connection: { kysely } }: ReadUnit, asked: Asked): Promise<Of<AgreementRow>> {
  const rows = await kysely
    .selectFrom('agreement_recording')
    .innerJoin('agreement', 'agreement.number', 'agreement_recording.agreement')
    .selectAll('agreement')
    .select('agreement_recording.recording')
    .where('agreement_recording.recording', 'in', asked)
    .orderBy('agreement.number')
    .execute();
  const givers = await kysely
    .selectFrom('agreement_subject')
    .innerJoin('subject', 'subject.number', 'agreement_subject.subject')
    .select(['agreement_subject.agreement', 'subject.id'])
    .where('agreement_subject.agreement', 'in', valuesOf([...new Set(rows.map(({ number }) => number))]))
    .orderBy('agreement_subject.subject')
    .execute();
  const subjects = Map.groupBy(givers, ({ agreement }) => agreement);
  return mapped(
    Map.groupBy(rows, ({ recording }) => recording),
    ({ id, number, terms, after_recording, answered_on }) => ({
      id,
      number,
      terms: JSON.parse(terms) as Terms,
      afterRecording: after_recording,
      answeredOn: answered_on,
      subjects: (subjects.get(number) ?? []).map((subject) => subject.id),
    }),
  );
}

async function copiesOutOf(
  { connection: { kysely } }: ReadUnit,
  asked: Asked,
): Promise<Of<FactRows['copiesOut'][number]>> {
  const rows = await kysely
    .selectFrom('release_item')
    .innerJoin('release', 'release.number', 'release_item.release')
    .select(['release_item.recording', 'release.use', 'release.until'])
    .where('release_item.recording', 'in', asked)
    .where('release_item.state', 'in', ['out', 'recalled'])
    .execute();
  return mapped(
    Map.groupBy(rows, ({ recording }) => recording),
    ({ use, until }) => ({ use, until }),
  );
}

/** All that a decision rests on, of several recordings by a handful of questions, in the order in which they are named. */
export async function factsOf(unit: ReadUnit, recordings: readonly Id[]): Promise<FactRows[]> {
  const rows = await unit.connection.kysely
    .selectFrom('recording')
    .selectAll()
    .where('id', 'in', valuesOf(recordings))
    .execute();
  const asked = valuesOf(rows.map(({ number }) => number));
  const renditions = await renditionsOf(unit, asked, new Map(rows.map(({ number, id }) => [number, id])));
  const subjects = await subjectsOf(unit, asked);
  const agreements = await agreementsOf(unit, asked);
  const copies = await copiesOutOf(unit, asked);
  const sealOf = await sealFactsOf(unit, asked);
  const found = new Map(rows.map((row) => [row.id, row]));
  return recordings.flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    return [
      {
        recording: toRecording(row),
        renditions: renditions.get(row.number) ?? [],
        subjects: subjects.get(row.number) ?? [],
        agreements: agreements.get(row.number) ?? [],
        copiesOut: copies.get(row.number) ?? [],
        seal: sealOf(row.number),
      },
    ];
  });
}
