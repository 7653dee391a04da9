import { setPages } from './pdf.ts';

/** A4 in points. */
const page: readonly [number, number] = [595, 842];

/** Pages of paper, as JPEG that this program has coded itself, in one document. */
export const pagesPdf = (pictures: readonly Uint8Array[]): Promise<Uint8Array> =>
  setPages({
    pageMargins: [0, 0, 0, 0],
    info: { title: 'Scanned form', creator: 'Custos', producer: 'Custos' },
    content: pictures.map((picture, place) => ({
      image: `data:image/jpeg;base64,${Buffer.from(picture).toString('base64')}`,
      fit: [page[0], page[1] - 1],
      ...(place > 0 ? { pageBreak: 'before' } : {}),
    })),
  });
