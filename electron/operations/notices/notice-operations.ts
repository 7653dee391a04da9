import { type Notice, type NoticeKind, noticeMeans } from '../../../shared/domain/notice/notice.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { TrailDraft } from '../../trail/append.ts';
import type { Context, Handlers, LibrarySettings, Output, Parsed } from '../context.ts';
import { refreshRecordings } from '../derive.ts';
import { personOf } from '../names.ts';
import { recomputeAll, unsettleDay } from '../turn-of-day.ts';
import { readRegister, writeRegister } from './register.ts';

/** What the signature of whoever entered a line of the register covers, or gave its last day. */
export const noticeText = ({ signature: _, ...notice }: Notice): string => canonicalJson({ ...notice });

/** So many calls are decided anew at once; where there are more, the whole library is, in the background. */
const mostAtOnce = 2_000;

/** What the register says of calls has changed: each call's duties and standing follow in the same transaction. */
async function decideCallsAnew(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  settings: LibrarySettings,
): Promise<void> {
  const calls = await writer.recordings.calls(mostAtOnce + 1);
  if (calls.length > mostAtOnce) return recomputeAll(writer, true);
  const { clock, record, tokens } = rooms;
  await refreshRecordings({ settings, clock, record, tokens }, writer, calls, caller.user);
}

/** Writes the register with one line entered or changed, signed, with its entry. */
async function write(
  context: Context,
  kind: 'notice.entered' | 'notice.ended',
  text: string,
  change: (register: readonly Notice[]) => Omit<Notice, 'by' | 'at' | 'signature'>,
): Promise<Notice> {
  const { rooms, caller } = context;
  const written = await rooms.catalogue.write(async (writer) => {
    const register = await readRegister(writer);
    const line = { ...change(register), by: caller.user, at: rooms.clock.now(), signature: '' };
    const notice: Notice = { ...line, signature: caller.sign(noticeText(line)) };
    const notices = [...register.filter(({ id }) => id !== notice.id), notice];
    await writeRegister(writer, notices);
    await rooms.record(writer, { ...entryOf(context, kind, notice), ...(text === '' ? {} : { text }) });
    if (notice.kind === 'telephone') await decideCallsAnew(context, writer, { ...rooms.settings, notices });
    return { notice, notices };
  });
  rooms.settings = { ...rooms.settings, notices: written.notices };
  unsettleDay(rooms);
  rooms.emit({ kind: 'changed', nouns: ['library', 'recording', 'queue', 'trail'] });
  return written.notice;
}

const entryOf = (
  { rooms, caller }: Context,
  kind: 'notice.entered' | 'notice.ended',
  { id, kind: about, means, from, to, signature }: Notice,
): TrailDraft => ({
  kind,
  by: caller.user,
  about: [{ noun: 'library', id: rooms.settings.id }],
  facts: { notice: id, about, means, from, to, signature },
});

function assertPeriod({ from, to }: Pick<Notice, 'from' | 'to'>): void {
  if (to !== null && to < from)
    throw new CustosError('invalid-input', 'The last day lies before the first.', { field: 'to' });
}

function assertMeans(kind: NoticeKind, means: string): void {
  if (!(noticeMeans[kind] as readonly string[]).includes(means))
    throw new CustosError('invalid-input', 'Callers and visitors are not told by this means.', {
      field: 'means',
    });
}

async function enter(
  context: Context,
  { note, ...said }: Parsed<'notice.enter'>,
): Promise<Output<'notice.enter'>> {
  assertMeans(said.kind, said.means);
  assertPeriod(said);
  const { id } = await write(
    context,
    'notice.entered',
    [said.where, note].filter(Boolean).join('. '),
    () => ({
      id: context.rooms.clock.newId(),
      ...said,
    }),
  );
  return { id };
}

async function end(
  context: Context,
  { notice, to, reason }: Parsed<'notice.end'>,
): Promise<Output<'notice.end'>> {
  await write(context, 'notice.ended', reason, (register) => {
    const known = register.find(({ id }) => id === notice);
    if (!known) throw new CustosError('not-found', 'There is no such line in the register.');
    assertPeriod({ from: known.from, to });
    const { id, kind, means, where, from } = known;
    return { id, kind, means, where, from, to };
  });
  return {};
}

const list = ({ rooms }: Context, { kind }: Parsed<'notice.list'>): Promise<Output<'notice.list'>> =>
  rooms.catalogue.read(async (reader) => {
    const notices = [];
    const asked = rooms.settings.notices.filter((one) => kind === undefined || one.kind === kind);
    for (const { signature: _, ...one } of asked.toSorted((a, b) => (a.from < b.from ? 1 : -1)))
      notices.push({ ...one, by: await personOf(reader, one.by) });
    return { notices };
  });

/** The register of how people are told that they may be recorded [20, 21, 22]. */
export const noticeOperations: Handlers = {
  'notice.list': list,
  'notice.enter': enter,
  'notice.end': end,
};
