import { compactIdentifier, identifierFault } from '../subject/identifier.ts';

/** What the name of a file or of one of its folders seems to give away. */
export interface InName {
  /** A number whose check digit fits one of the health services' numbers. */
  readonly number: boolean;
  /** Words that may be somebody's name. A guess. */
  readonly words: boolean;
}

const tenDigits = /(?<!\d)\d{3}[ _-]?\d{3}[ _-]?\d{4}(?!\d)/g;
const twoNames = /(?<![\p{L}\d])\p{Lu}[\p{Ll}'’]{2,}(?:[ _,.-]+\p{Lu}[\p{L}'’]{2,})+/u;
const plainWords =
  /\b(?:Slides?|Photo(?:graph)?s?|Pictures?|Images?|Visit|Ward|Clinic|Theatre|Left|Right|Medical|Illustration|Copy|Scan(?:ned)?|Screenshot|New|Folder|Before|After|Camera|Video|Teaching|Lecture|Department|Hospital|Dermatology|Surgery|Plastics|Burns|January|February|March|April|May|June|July|August|September|October|November|December)\b/gu;

/** Reads a relative path for what identifies. It neither finds every name nor finds only names. */
export function identifiesInName(path: string): InName {
  const numbers = path.match(tenDigits) ?? [];
  const number = numbers.some((text) => {
    const compact = compactIdentifier(text.replaceAll('_', ''));
    return identifierFault('nhs', compact) === null || identifierFault('chi', compact) === null;
  });
  const words = path.split('/').some((part) => twoNames.test(part.replace(plainWords, '·')));
  return { number, words };
}

const yearForm = /(?<!\d)(19[3-9]\d|20[0-4]\d)(?!\d)/g;

/** Names that a camera or a counter gives: their numbers are no years. */
const counterForm = /^(?:[A-Za-z_]{1,5}[_-]?)?\d+(?:\.\w+)?$/;

/** The one year that a path names; null where it names none or several. */
export function yearInName(path: string): number | null {
  const cut = path.lastIndexOf('/');
  const named = counterForm.test(path.slice(cut + 1)) ? path.slice(0, Math.max(0, cut)) : path;
  const years = new Set((named.match(yearForm) ?? []).map(Number));
  const [year, ...others] = years;
  return year !== undefined && others.length === 0 ? year : null;
}
