import { createRequire } from 'node:module';
import pptxgen from 'pptxgenjs';

/** What stands on a slide of a lecture made for a test. */
export interface Slide {
  readonly pictures: readonly Uint8Array[];
  readonly clip?: { readonly path: string; readonly still: Uint8Array };
  readonly crop?: boolean;
  readonly words?: string;
  readonly table?: boolean;
}

const dataOf = (bytes: Uint8Array): string => {
  const type = bytes[0] === 0x89 ? 'png' : 'jpeg';
  return `image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
};

// The package's types describe a module, and Node is given a CommonJS one.
const Presentation = pptxgen as unknown as typeof pptxgen.default;

/** A PowerPoint presentation as a program of the field writes it, with a picture behind every slide. */
export async function presentation(
  slides: readonly Slide[],
  behind: Uint8Array | null = null,
): Promise<Buffer> {
  const made = new Presentation();
  made.author = 'Prof Olu Lecturer';
  const objects = behind ? [{ image: { data: dataOf(behind), x: 9, y: 0, w: 0.5, h: 0.5 } }] : [];
  made.defineSlideMaster({ title: 'Ours', objects });
  for (const { pictures, clip, crop, words, table } of slides) {
    const slide = made.addSlide({ masterName: 'Ours' });
    slide.addText(words ?? 'A lecture', { x: 0.2, y: 0.1, w: 5, h: 0.5 });
    for (const [at, bytes] of pictures.entries())
      slide.addImage({
        ...{ data: dataOf(bytes), x: 0.5 + at, y: 1, w: 3, h: 2.25 },
        ...{ altText: `Londonderry, knee ${at}` },
        ...(crop ? { sizing: { type: 'crop', x: 0.5, y: 0.5, w: 2, h: 1.5 } } : {}),
      });
    if (clip) {
      const cover = `data:${dataOf(clip.still)}`;
      slide.addMedia({ type: 'video', path: clip.path, cover, x: 1, y: 1, w: 3, h: 2 });
    }
    if (table)
      slide.addChart('bar', [{ name: 'Burns', labels: ['2024'], values: [12] }], { x: 1, y: 1, w: 3, h: 2 });
  }
  return Buffer.from((await made.write({ outputType: 'nodebuffer' })) as Uint8Array);
}

interface Page {
  image(bytes: Uint8Array, x: number, y: number, options: object): void;
  addPage(): void;
  on(event: 'data', listener: (part: Buffer) => void): void;
  on(event: 'end', listener: () => void): void;
  end(): void;
}

/** A PDF with a page for each list of pictures, by a library of the field. */
export function pdfOf(pages: readonly (readonly Uint8Array[])[]): Promise<Buffer> {
  const require = createRequire(import.meta.url);
  const Document = require('pdfkit') as new (options: object) => Page;
  const page = new Document({ autoFirstPage: false });
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const parts: Buffer[] = [];
  page.on('data', (part) => parts.push(part));
  page.on('end', () => resolve(Buffer.concat(parts)));
  for (const pictures of pages) {
    page.addPage();
    for (const [at, bytes] of pictures.entries()) page.image(bytes, 20, 20 + at * 200, { width: 200 });
  }
  page.end();
  return promise;
}
