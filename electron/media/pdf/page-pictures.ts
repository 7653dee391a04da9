import { type PDFDocument, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { guardedPdf, key, pdfIn, walkPage } from './pdf-file.ts';
import { imageFile, isImage, sizeOf } from './pdf-image.ts';

/** A page is larger than a mark or a letterhead. */
const smallestSide = 200;
const mostPictures = 400;

/** What is drawn on each page, in the order of the pages; masks only say where a picture shows. */
function picturesOf(document: PDFDocument): PDFRawStream[] {
  const pictures = new Set<PDFRawStream>();
  const masks = new Set<PDFObject | undefined>();
  for (const page of document.getPages())
    walkPage(document, page, (_, object) => {
      if (!(object instanceof PDFRawStream && isImage(object))) return;
      pictures.add(object);
      for (const mask of ['SMask', 'Mask']) masks.add(object.dict.lookup(key(mask)));
    });
  return [...pictures].filter(
    (picture) => !masks.has(picture) && Math.min(...sizeOf(picture)) >= smallestSide,
  );
}

/**
 * The pictures of the pages of a scan, as files; null for one that cannot be read.
 * @throws SetAsideError where the PDF itself cannot be
 */
export async function picturesInPdf(bytes: Uint8Array): Promise<readonly (Uint8Array | null)[]> {
  const document = await pdfIn(bytes);
  return guardedPdf(async () => {
    const pictures: (Uint8Array | null)[] = [];
    for (const picture of picturesOf(document).slice(0, mostPictures))
      pictures.push(await imageFile(picture).catch(() => null));
    return pictures;
  });
}
