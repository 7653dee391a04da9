import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { FormRow } from '../../catalogue/forms.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { pagesPdf } from '../documents/pages.ts';
import { formNumber } from '../names.ts';
import { scanFile } from '../scan-file.ts';
import { mayReadSubject } from '../treats.ts';
import { answer, keepPages, standsInTheWay } from './keep-pages.ts';
import { type PageRead, readPages } from './read-pages.ts';
import { type Received, says } from './received-words.ts';

/**
 * Scans of signed forms, matched by the codes of their pages. A page goes with the form that its code names and with
 * no other: where a file holds more than one form, or pages without a code, each form is given its own pages only.
 */

type Page = PageRead & { readonly is: 'page' };

/** A scan as it was handed over. */
interface Scan {
  readonly path: string;
  readonly type: string;
  readonly mark: string;
}

async function markOfFile({ rooms }: Context, path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return rooms.markOf(hash.digest('hex'));
}

/** Puts a file with a form; `whole` is the scan as it came, else the pages by themselves. */
async function keep(
  context: Context,
  row: FormRow,
  scan: Scan,
  pages: readonly Page[],
  whole: boolean,
): Promise<Received> {
  const content = whole
    ? createReadStream(scan.path)
    : Readable.from([Buffer.from(await pagesPdf(pages.map(({ picture }) => picture)))]);
  return keepPages(context, row, {
    content,
    type: whole ? scan.type : 'application/pdf',
    mark: scan.mark,
    pages: pages.map(({ code }) => code.page),
    of: pages[0]?.code.pages ?? 0,
    how: { kind: 'form.returned' },
  });
}

/** Whether a file may be kept as it came: it is all of one form, in a form that every window shows. */
const isWhole = ({ type }: Scan, pages: readonly PageRead[], numbers: number): boolean =>
  type !== 'image/tiff' && numbers === 1 && pages.every(({ is }) => is === 'page' || is === 'blank');

async function byCodes(context: Context, scan: Scan, pages: readonly PageRead[]): Promise<Received[]> {
  const received: Received[] = [];
  const read = pages.filter((page): page is Page => page.is === 'page');
  const byNumber = Map.groupBy(read, ({ code }) => code.number);
  for (const [number, own] of byNumber) {
    const row = await context.rooms.catalogue.read((reader) => reader.forms.byNumber(number));
    if (!row) {
      received.push(answer('notMatched', null, says.unknown(formNumber(number))));
      continue;
    }
    const whole = isWhole(scan, pages, byNumber.size);
    // What is left of a file that was parted may still be put with the form by its number.
    const kept = whole ? scan : { ...scan, mark: `${scan.mark}/part` };
    const hindered = await context.rooms.catalogue.read((reader) =>
      standsInTheWay(context, reader, row, kept.mark),
    );
    received.push(hindered ?? (await keep(context, row, kept, own, whole)));
  }
  return [...received, ...ofTheRest(pages)];
}

/** What is said of pages that are of no form of this library, or not known to be. */
function ofTheRest(pages: readonly PageRead[]): Received[] {
  const rest = new Map<string, Received>();
  for (const page of pages) {
    if (page.is === 'otherLibrary') {
      const sentence = says.otherLibrary(page.code.library);
      rest.set(sentence, answer('otherLibrary', null, sentence));
    } else if (page.is === 'forged') {
      const sentence = says.forged(formNumber(page.code.number));
      rest.set(sentence, answer('forged', null, sentence));
    }
  }
  const unread = pages.flatMap(({ is }, index) => (is === 'unread' ? [index + 1] : []));
  const answers = [...rest.values()];
  if (unread.length > 0) answers.push(answer('notMatched', null, says.unread(unread, pages.length), unread));
  return answers;
}

/** The form of a number that a person has read off it. @throws CustosError `not-found`, also where it is not theirs */
async function namedForm(context: Context, reader: CatalogueReader, number: string): Promise<FormRow> {
  const row = await reader.forms.byNumber(Number(number.slice(2)));
  if (!row || !(await mayReadSubject(context, reader, row.subject)))
    throw new CustosError('not-found', `There is no form ${number}, or it is not open to you.`);
  return row;
}

/** A person says whose scan it is, as where no code can be read. A code of another form is not overruled. */
async function byHand(
  context: Context,
  row: FormRow,
  scan: Scan,
  pages: readonly PageRead[],
): Promise<Received[]> {
  const others = pages.filter(
    (page) => 'code' in page && (page.is !== 'page' || page.code.number !== row.number),
  );
  if (others.length > 0)
    throw new CustosError(
      'conflict',
      'This scan holds the code of another form. Hand it over without a number, so that each page goes where it belongs.',
    );
  const hindered = await context.rooms.catalogue.read((reader) =>
    standsInTheWay(context, reader, row, scan.mark),
  );
  if (hindered) return [hindered];
  const own = pages.filter((page): page is Page => page.is === 'page');
  return [await keep(context, row, scan, own, true)];
}

async function receive(context: Context, input: Parsed<'form.receive'>): Promise<Output<'form.receive'>> {
  const { rooms } = context;
  try {
    const { number } = input;
    // Before the file is read: whoever may not know of the form has no work done for them.
    const named = number ? await rooms.catalogue.read((reader) => namedForm(context, reader, number)) : null;
    const { path, type } = await scanFile(context, input);
    const scan = { path, type, mark: await markOfFile(context, path) };
    const pages = (await readPages(rooms, path)) ?? [];
    if (named && type === 'image/tiff')
      throw new CustosError('unsupported', 'Please scan this form again as a PDF, a JPEG or a PNG.');
    const forms = named ? await byHand(context, named, scan, pages) : await byCodes(context, scan, pages);
    if (forms.length === 0) forms.push(answer('notMatched', null, says.nothing));
    rooms.emit({ kind: 'changed', nouns: ['form', 'trail'] });
    return { forms };
  } finally {
    if (input.upload) await rooms.uploads.drop(input.upload);
  }
}

export const receiveOperations: Handlers = { 'form.receive': receive };
