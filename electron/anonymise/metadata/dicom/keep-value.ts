import type { Element } from '../../../media/dicom/elements.ts';
import { plainText } from '../../../media/dicom/values.ts';
import { withoutPadding } from '../../../media/zero-end.ts';
import { reduceProfile } from '../icc-profile.ts';
import { moved } from './dates.ts';
import { type Kept, textElement } from './kept.ts';
import { pointable, type Rule } from './profile.ts';
import type { UidMap } from './uids.ts';

/** What the checks of one object need to know of it. */
export interface Keeping {
  /** Days by which dates are moved; null where they go. */
  readonly days: number | null;
  /** The days that were moved, as they were. */
  readonly movedDays: string[];
  readonly uids: UidMap;
  /** Samples below zero: numbers that are measured like them have their sign (PS3.5 6.2, US or SS). */
  readonly signed: boolean;
  readonly little: boolean;
}

type ValueRule = Exclude<Rule, { keep: 'items' }>;

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const wholeNumber = /^[+-]?\d+$/;
const uidForm = /^[0-9.]{1,128}$/;
const standardForm = /^1\.2\.840\.10008\.[0-9.]{1,50}$/;

/** One decimal number in the 16 characters it may have; null where it is none. */
function decimalOf(text: string, longest: number): string | null {
  if (!number.test(text)) return null;
  if (text.length <= longest) return text;
  const short = Number(text).toPrecision(9);
  return short.length <= longest ? short : Number(text).toExponential(7);
}

/** As many of the numbers as the element may have. */
function numbers(element: Element, { vr, longest, most }: Extract<Rule, { keep: 'numbers' }>): string | null {
  const text = withoutPadding(element.value.toString('latin1'));
  const parts = text.split('\\', most).map((part) => part.replaceAll(/[\0\s]+/g, ''));
  if (text === '') return null;
  const out = parts.map((part) => {
    if (vr === 'DS') return decimalOf(part, longest);
    // "1A" is read as one by whoever shows it.
    const digits = wholeNumber.test(part) ? part : (/^\d+/.exec(part)?.[0] ?? '');
    return digits !== '' && digits.length <= longest ? digits : null;
  });
  return out.every((part) => part !== null) ? out.join('\\') : null;
}

const widths = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8 } as const;

/** A number of fixed width, also where its writer stored it as text. */
function binary(
  { tag, vr: stated, value }: Element,
  rule: Extract<Rule, { keep: 'binary' }>,
  { signed, little }: Keeping,
): Kept | null {
  const own = stated === 'US' || stated === 'SS' ? stated : signed ? 'SS' : 'US';
  const vr = rule.vr === 'own' ? own : rule.vr;
  const width = widths[vr];
  if ((stated === 'IS' || stated === 'DS') && width === 2) {
    const read = Number.parseInt(value.toString('latin1'), 10);
    if (!(read >= 0 && read <= 0xffff)) return null;
    const out = Buffer.alloc(2);
    if (little) out.writeUInt16LE(read);
    else out.writeUInt16BE(read);
    return { tag, vr, value: out };
  }
  const count = Math.min(rule.most, Math.floor(value.length / width));
  return count > 0 ? { tag, vr, value: Buffer.from(value.subarray(0, count * width)) } : null;
}

/** The first words up to one that is not listed. */
function listed(element: Element, rule: Extract<Rule, { keep: 'words' }>): string {
  const parts = plainText(element)
    .split('\\')
    .map((part) => part.trim().toUpperCase());
  const known: string[] = [];
  for (const part of parts.slice(0, rule.most)) {
    if (!rule.words.has(part)) break;
    known.push(part);
  }
  return known.join('\\');
}

function pointers({ tag, value, form }: Element): Kept | null {
  if (value.length !== 4) return null;
  const [group, element] = form.little
    ? [value.readUInt16LE(0), value.readUInt16LE(2)]
    : [value.readUInt16BE(0), value.readUInt16BE(2)];
  return pointable.has(group * 0x10000 + element) ? { tag, vr: 'AT', value } : null;
}

const evenly = (value: Buffer): Buffer =>
  value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);

function text(tag: number, vr: string, value: string | null): Kept | null {
  return value === null || value === '' || value.length > 65_000 ? null : textElement(tag, vr, value);
}

function dated(
  element: Element,
  { vr, otherwise }: Extract<Rule, { keep: 'dated' }>,
  { days, movedDays }: Keeping,
): Kept | null {
  const { tag } = element;
  // Days come before times (PS3.5 7.1): a time beside no day that was moved goes too.
  const keeps = days !== null && (vr !== 'TM' || movedDays.length > 0);
  const found = keeps ? moved(vr, plainText(element), days) : null;
  if (!found) return otherwise === 'empty' ? { tag, vr, value: Buffer.alloc(0) } : null;
  if (found.before !== null) movedDays.push(found.before);
  return textElement(tag, vr, found.text);
}

/** The element in the form that its rule allows; null where it has none. */
export function keepValue(element: Element, rule: ValueRule, keeping: Keeping): Kept | null {
  const { tag, value } = element;
  switch (rule.keep) {
    case 'empty':
      return { tag, vr: rule.vr, value: Buffer.alloc(0) };
    case 'dated':
      return dated(element, rule, keeping);
    case 'uid': {
      const old = plainText(element);
      return uidForm.test(old) ? textElement(tag, 'UI', keeping.uids(old)) : null;
    }
    case 'standard':
      return text(tag, 'UI', standardForm.exec(plainText(element))?.[0] ?? null);
    case 'numbers':
      return text(tag, rule.vr, numbers(element, rule));
    case 'binary':
      return binary(element, rule, keeping);
    case 'words':
      return text(tag, rule.vr, listed(element, rule));
    case 'pointer':
      return pointers(element);
    case 'table':
      return value.length > 0 && value.length <= 0x20002 ? { tag, vr: 'OW', value: evenly(value) } : null;
    case 'profile': {
      const profile = reduceProfile(value);
      return profile ? { tag, vr: 'OB', value: evenly(profile) } : null;
    }
  }
}
