import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A piece of a page: a paragraph, a list, a table of fields, commands to type. */
export type Block =
  | { readonly what: 'heading'; readonly text: string }
  | { readonly what: 'text'; readonly text: string; readonly strong?: boolean }
  | { readonly what: 'list'; readonly items: readonly string[] }
  | { readonly what: 'fields'; readonly rows: readonly (readonly [name: string, value: string])[] }
  | { readonly what: 'commands'; readonly lines: readonly string[] };

export interface PdfDocument {
  readonly title: string;
  /** A line under the title: whose document it is. */
  readonly subtitle: string;
  readonly blocks: readonly Block[];
  /** The line at the foot of each page, before the page's number. */
  readonly foot: string;
}

/** No word may run out of its column: one of more than 32 characters can be broken after every eighth. */
const breakEvery = 8;
const zeroWidthSpace = '\u200b';

/** Lets a long run of characters (a name, a hash, a key) break where it must. */
export const breakable = (text: string): string =>
  text.replace(/\S{33,}/gu, (run) =>
    [...run]
      .map((character, index) =>
        index > 0 && index % breakEvery === 0 ? zeroWidthSpace + character : character,
      )
      .join(''),
  );

function fieldTable(rows: readonly (readonly [string, string])[]): object {
  return {
    table: {
      widths: [130, '*'],
      body: rows.map(([name, value]) => [{ text: name, color: '#444444' }, { text: breakable(value) }]),
    },
    layout: 'noBorders',
    margin: [0, 2, 0, 8],
  };
}

/** Commands stand in a frame and are never broken by an invisible character: they are typed from the paper. */
const commandBox = (lines: readonly string[]): object => ({
  table: { widths: ['*'], body: [[{ stack: lines.map((text) => ({ text })), fontSize: 9 }]] },
  margin: [0, 2, 0, 8],
});

function contentOf(block: Block): object {
  switch (block.what) {
    case 'heading':
      return { text: breakable(block.text), bold: true, fontSize: 12, margin: [0, 10, 0, 4] };
    case 'text':
      return { text: breakable(block.text), bold: block.strong ?? false, margin: [0, 0, 0, 6] };
    case 'list':
      return { ul: block.items.map(breakable), margin: [0, 0, 0, 8] };
    case 'fields':
      return fieldTable(block.rows);
    case 'commands':
      return commandBox(block.lines);
  }
}

const require = createRequire(import.meta.url);

/** The typeface comes with the package; nothing is fetched and no other file is read. */
function fontFiles(): { readonly folder: string; readonly fonts: Readonly<Record<string, string>> } {
  const folder = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
  const face = (name: string): string => join(folder, `Roboto-${name}.ttf`);
  const fonts = {
    normal: face('Regular'),
    bold: face('Medium'),
    italics: face('Italic'),
    bolditalics: face('MediumItalic'),
  };
  return { folder, fonts };
}

/**
 * Sets pages on A4. The one home of pdfmake, which is loaded with the first document: starting need not wait for it.
 */
export async function setPages(definition: object): Promise<Uint8Array> {
  const { default: pdfmake } = await import('pdfmake');
  const { folder, fonts } = fontFiles();
  pdfmake.setFonts({ Roboto: fonts });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder));
  const setting = { pageSize: 'A4', language: 'en-GB', ...definition };
  return pdfmake.createPdf(setting).getBuffer();
}

/** Lays out a document as PDF. */
export const pdf = ({ title, subtitle, blocks, foot }: PdfDocument): Promise<Uint8Array> =>
  setPages({
    pageMargins: [56, 48, 56, 56],
    info: { title, creator: 'Custos', producer: 'Custos' },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.2 },
    content: [
      { text: breakable(title), bold: true, fontSize: 18 },
      { text: breakable(subtitle), color: '#444444', margin: [0, 2, 0, 12] },
      ...blocks.map(contentOf),
    ],
    footer: (page: number, pages: number) => ({
      columns: [
        { text: foot, width: '*' },
        { text: `${page} of ${pages}`, width: 'auto' },
      ],
      fontSize: 8,
      color: '#444444',
      margin: [56, 20, 56, 0],
    }),
  });
