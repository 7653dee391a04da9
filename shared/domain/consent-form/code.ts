/** What the code on a page says: whose form, which one, which page of how many. It names no patient. */
export interface PageCode {
  /** The first eight signs of the library's id. */
  readonly library: string;
  readonly number: number;
  readonly page: number;
  readonly pages: number;
}

export interface ReadCode extends PageCode {
  readonly check: string;
}

const mark = 'CUSTOS1';
export const checkLength = 16;
/** More pages than a form ever has: a larger number was not printed here. */
const mostPages = 99;

export const shortLibrary = (id: string): string => id.slice(0, 8).toUpperCase();

/** The part of a code that its check value is made of. */
export const codeBody = ({ library, number, page, pages }: PageCode): string =>
  `${mark}/${library}/${String(number).padStart(6, '0')}/${page}-${pages}`;

export const codeText = (code: PageCode, check: string): string => `${codeBody(code)}/${check}`;

const grammar = new RegExp(
  `^${mark}/([0-9A-F]{8})/(\\d{6,9})/(\\d{1,2})-(\\d{1,2})/([0-9A-F]{${checkLength}})$`,
);

/** Reads a code that may be of a form; null for anything else. What it says is believed only with its check value. */
export function readCode(text: string): ReadCode | null {
  const [, library, number, page, pages, check] = grammar.exec(text) ?? [];
  if (!library || !number || !page || !pages || !check) return null;
  const code = { library, number: Number(number), page: Number(page), pages: Number(pages), check };
  const told = code.number > 0 && code.page > 0 && code.page <= code.pages && code.pages <= mostPages;
  return told && codeText(code, check) === text ? code : null;
}

/** The check value as it is read aloud. */
export const checkAloud = (check: string): string => check.match(/.{4}/g)?.join(' ') ?? check;
