import { mediaUrl } from '../../shared/contract/media-url.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { titleOf, type Worklist, worklistPdf, worklistText } from './documents/worklist.ts';
import { recordingReference } from './names.ts';
import { narrowedTo } from './queue-narrowed.ts';
import { ownerOf } from './queue-owners.ts';

/** So many lines at most: forty pages. */
const mostLines = 1_000;

type Asked = Parsed<'queue.worklist'>;

/** The duties that are meant, as far as the caller is shown them in the queues; that they were listed is in the trail. */
async function gather(context: Context, asked: Asked, form: 'paper' | 'message'): Promise<Worklist> {
  const { rooms, caller } = context;
  const narrowed = { ...narrowedTo(context, asked), ids: asked.items };
  const { total, lines, about } = await rooms.catalogue.read(async (reader) => {
    const found = await reader.obligations.list(narrowed, 0, mostLines);
    const said = [];
    for (const row of found.items)
      said.push({
        number: (await recordingReference(reader, row.recording)).number,
        queue: row.queue,
        reason: row.reason,
        paragraph: row.paragraph,
        due: row.due,
        owner: (await ownerOf(reader, row))?.name ?? '',
      });
    return { total: found.total, lines: said, about: found.items };
  });
  if (lines.length === 0)
    throw new CustosError('not-found', 'Nothing is owed here, so there is nothing to list.');
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'obligation.listed',
      by: caller.user,
      about: [...new Set(about.map(({ recording }) => recording))].map((id) => ({
        noun: 'recording' as const,
        id,
      })),
      facts: { form, duties: lines.length },
    }),
  );
  return {
    library: rooms.settings.name,
    writtenOn: rooms.clock.today(),
    writtenBy: caller.name,
    lines,
    total,
  };
}

function handOut(
  { rooms, caller }: Context,
  bytes: Uint8Array,
  type: string,
  fileName: string,
): Output<'queue.worklist'> {
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: { what: 'bytes', bytes, type, fileName },
    recordings: [],
  });
  return { url: mediaUrl(grant.token), expiresAt: grant.expiresAt };
}

async function worklist(context: Context, input: Asked): Promise<Output<'queue.worklist'>> {
  const bytes = await worklistPdf(await gather(context, input, 'paper'));
  return handOut(context, bytes, 'application/pdf', 'worklist.pdf');
}

/** A message that is not sent yet, to nobody yet (RFC 5322); `X-Unsent` has a mail program open it to be written on. */
const message = (subject: string, body: string): Uint8Array =>
  Buffer.from(
    [
      'X-Unsent: 1',
      `Subject: ${subject}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      ...(Buffer.from(body.replaceAll('\n', '\r\n'), 'utf8')
        .toString('base64')
        .match(/.{1,76}/g) ?? []),
      '',
    ].join('\r\n'),
    'utf8',
  );

async function draft(context: Context, input: Asked): Promise<Output<'queue.draft'>> {
  const list = await gather(context, input, 'message');
  const subject = `Custos: ${titleOf(list)}`;
  const body = worklistText(list);
  return { ...handOut(context, message(subject, body), 'message/rfc822', 'duties.eml'), subject, body };
}

export const queuePaperOperations: Handlers = { 'queue.worklist': worklist, 'queue.draft': draft };
