import { readFile, stat } from 'node:fs/promises';
import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { SetAsideError } from '../set-aside.ts';

/** A PDF is read whole. */
const mostBytes = 512 * 1024 ** 2;
const mostPages = 3_000;

export const key = (name: string): PDFName => PDFName.of(name);

/** The library's complaints, and whatever a broken file makes of it, are about the file. */
function asSetAside(error: unknown): SetAsideError {
  if (error instanceof SetAsideError) return error;
  if (error instanceof EncryptedPDFError)
    return new SetAsideError(
      'unsupported',
      'The PDF is locked: its pictures cannot be read. Save it without a password and without limits.',
    );
  return new SetAsideError('unreadable', 'The PDF is damaged, or built in a way that cannot be read.');
}

/** Work on a PDF, whose faults are those of the file. @throws SetAsideError */
export async function guardedPdf<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asSetAside(error);
  }
}

/** The objects of a PDF (ISO 32000-2). @throws SetAsideError */
export async function pdfIn(bytes: Uint8Array): Promise<PDFDocument> {
  const document = await guardedPdf(() =>
    PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY }),
  );
  await guardedPdf(async () => {
    if (document.getPageCount() > mostPages)
      throw new SetAsideError('too-large', `The PDF has more than ${mostPages} pages. Check it in pieces.`);
  });
  return document;
}

/** Opens a PDF. @throws SetAsideError */
export async function openPdf(path: string): Promise<PDFDocument> {
  if ((await stat(path)).size > mostBytes)
    throw new SetAsideError('too-large', 'The PDF has more than 512 MB. Check it in pieces.');
  return pdfIn(await readFile(path));
}

/** What an object holds directly: members of a dictionary with their names, elements of a list. */
export function membersOf(object: PDFObject): [string, PDFObject][] {
  if (object instanceof PDFStream) return membersOf(object.dict);
  if (object instanceof PDFDict) return object.entries().map(([name, value]) => [name.decodeText(), value]);
  if (object instanceof PDFArray) return object.asArray().map((value) => ['', value]);
  return [];
}

const isPage = (object: PDFObject): boolean =>
  object instanceof PDFDict && ['Page', 'Pages'].includes(nameIn(object, 'Type'));

/** The name that a member of a dictionary is; empty where it is none. */
export function nameIn(dict: PDFDict, member: string): string {
  const value = dict.lookup(key(member));
  return value instanceof PDFName ? value.decodeText() : '';
}

/** Leads to the page again, or to the one before. */
const leadsBack = ['Parent', 'P', 'Prev'];

/** Calls for every object that can be reached from these, once; other pages are not entered where `within` is set. */
export function walkPdf(
  { context }: PDFDocument,
  from: readonly PDFObject[],
  within: boolean,
  visit: (ref: PDFRef, object: PDFObject) => void,
): void {
  const waiting = [...from];
  const seen = new Set<PDFRef>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    let object: PDFObject | undefined = next;
    if (next instanceof PDFRef) {
      if (seen.has(next)) continue;
      seen.add(next);
      object = context.lookup(next);
      if (!object || (within && isPage(object))) continue;
      visit(next, object);
    }
    for (const [name, member] of membersOf(object)) {
      if (!(within && leadsBack.includes(name))) waiting.push(member);
    }
  }
}

/** Calls for every object that a page draws from, once. */
export function walkPage(
  document: PDFDocument,
  { node }: PDFPage,
  visit: (ref: PDFRef, object: PDFObject) => void,
): void {
  const resources = node.Resources();
  // The page itself would not be entered: what it holds is.
  const from = membersOf(node).flatMap(([name, member]) => (name === 'Parent' ? [] : [member]));
  walkPdf(document, resources ? [...from, resources] : from, true, visit);
}
