import { writeFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { type PDFDict, type PDFDocument, PDFNumber, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { guardedPdf, key, openPdf, walkPdf } from '../pdf/pdf-file.ts';
import { assertSize, filtersOf, isImage } from '../pdf/pdf-image.ts';
import { SetAsideError } from '../set-aside.ts';
import { greyPicture } from './grey.ts';
import type { CleanedLecture } from './lecture.ts';

const sideIn = (dict: PDFDict, member: string): number => {
  const value = dict.lookup(key(member));
  return value instanceof PDFNumber ? value.asNumber() : 0;
};

/** A plain grey picture of the size of another one, coded in the same way where that is JPEG. */
async function greyStream({ dict }: PDFRawStream): Promise<PDFRawStream> {
  const [width, height] = [sideIn(dict, 'Width'), sideIn(dict, 'Height')];
  assertSize(width, height);
  const jpeg = filtersOf(dict).at(-1) === 'DCTDecode';
  const bytes = jpeg
    ? await greyPicture(width, height, 'jpeg')
    : deflateSync(Buffer.alloc(width * height, 128), { level: 9 });
  const members = {
    ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height, BitsPerComponent: 8 },
    ...{ ColorSpace: jpeg ? 'DeviceRGB' : 'DeviceGray', Filter: jpeg ? 'DCTDecode' : 'FlateDecode' },
    Length: bytes.length,
  };
  return PDFRawStream.of(dict.context.obj(members), bytes);
}

/** Small pictures of pages and what programs keep for themselves, which may hold a picture again. */
function dropPrivate(document: PDFDocument): boolean {
  let thumbnails = false;
  for (const { node } of document.getPages()) {
    thumbnails = node.delete(key('Thumb')) || thumbnails;
    node.delete(key('PieceInfo'));
  }
  document.catalog.delete(key('PieceInfo'));
  return thumbnails;
}

/** What nothing refers to any more is written into no copy: masks of what was taken out, and what earlier versions left. */
function dropUnreached(document: PDFDocument): void {
  const { context } = document;
  const { Root, Info } = context.trailerInfo;
  const reached = new Set<PDFRef>();
  const from = [Root, Info].filter((object) => object !== undefined);
  walkPdf(document, from, false, (ref) => reached.add(ref));
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}

async function takeOut(document: PDFDocument, names: readonly string[]): Promise<string[]> {
  const emptied: string[] = [];
  for (const name of names) {
    const [number = Number.NaN, generation = 0] = name.split(' ').map(Number);
    const ref = PDFRef.of(number, generation);
    const object = document.context.lookup(ref);
    if (!(object instanceof PDFRawStream))
      throw new SetAsideError('unreadable', 'The file has changed since it was checked.');
    if (isImage(object)) document.context.assign(ref, await greyStream(object));
    else {
      emptied.push(name);
      const empty = document.context.obj({ Type: 'EmbeddedFile', Length: 0 });
      document.context.assign(ref, PDFRawStream.of(empty, new Uint8Array()));
    }
  }
  return emptied;
}

/** Writes a copy of a PDF in which some of its pictures are grey. @throws SetAsideError */
export async function cleanPdf(path: string, names: readonly string[], to: string): Promise<CleanedLecture> {
  const document = await openPdf(path);
  return guardedPdf(async () => {
    const emptied = await takeOut(document, names);
    const thumbnail = dropPrivate(document);
    dropUnreached(document);
    const bytes = await document.save({
      useObjectStreams: false,
      addDefaultPage: false,
      updateFieldAppearances: false,
    });
    await writeFile(to, bytes, { mode: 0o600 });
    return { outcome: 'ok', replaced: names.length, emptied, thumbnail };
  });
}
