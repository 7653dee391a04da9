import { withoutPadding } from '../zero-end.ts';
import type { DataSet, Element } from './elements.ts';

const textual = new Set('AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT'.split(' '));

/** The value as text of one byte a character, without what pads it. */
export const plainText = ({ value }: Element): string =>
  withoutPadding(value.toString('latin1', 0, Math.min(value.length, 65_536))).trimStart();

/** An element's text; empty where it is not there. */
export function textOf(set: DataSet, tag: number): string {
  const element = set.get(tag);
  return element ? plainText(element) : '';
}

/** The values of a text that holds several. */
export const textsOf = (set: DataSet, tag: number): string[] =>
  textOf(set, tag)
    .split('\\')
    .map((part) => part.trim());

function integers({ value, form }: Element, width: number): number[] {
  const out: number[] = [];
  for (let at = 0; at + width <= value.length && out.length < 65_536; at += width)
    out.push(form.little ? value.readUIntLE(at, width) : value.readUIntBE(at, width));
  return out;
}

/** Whole numbers, whether they are stored as two or four bytes or, wrongly, as text. */
export function wholeNumbers(set: DataSet, tag: number): number[] {
  const element = set.get(tag);
  if (!element) return [];
  if (element.vr !== null && textual.has(element.vr))
    return plainText(element)
      .split('\\')
      .map((part) => Number.parseInt(part, 10))
      .filter(Number.isFinite);
  return integers(element, element.vr === 'UL' || element.vr === 'SL' ? 4 : 2);
}

export const wholeNumber = (set: DataSet, tag: number, otherwise: number): number =>
  wholeNumbers(set, tag)[0] ?? otherwise;

/** Decimal numbers written as text, those that cannot be read left out. */
export const decimals = (set: DataSet, tag: number): number[] =>
  textsOf(set, tag)
    .map((part) => Number.parseFloat(part))
    .filter(Number.isFinite);
