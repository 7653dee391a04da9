import type { DataSet, Element } from '../../../media/dicom/elements.ts';
import { plainText } from '../../../media/dicom/values.ts';
import type { Notes } from '../noted.ts';
import { type Keeping, keepValue } from './keep-value.ts';
import { elementsOf, type Kept } from './kept.ts';
import { noteElement, type Reader } from './note-elements.ts';
import type { Rule, Rules } from './profile.ts';

export interface KeepingSet extends Keeping {
  readonly notes: Notes;
  readonly reader: Reader;
  /** A copy of ours: its identifiers are new ones and no finding. */
  readonly isCopy: boolean;
}

const deepest = 8;

/** Whether what is written says the same as what was read, so that there is nothing to note. */
function isSame(element: Element, kept: Kept, rule: Rule, isCopy: boolean): boolean {
  if (rule.keep === 'uid') return isCopy && plainText(element).startsWith('2.25.');
  if (!('value' in kept)) return true;
  if (rule.keep === 'words' || rule.keep === 'dated' || rule.keep === 'numbers' || rule.keep === 'standard') {
    const said = element.value.toString('latin1').replaceAll(/[\0\s]+/g, '');
    return (
      said.toUpperCase() ===
      kept.value
        .toString('latin1')
        .replaceAll(/[\0\s]+/g, '')
        .toUpperCase()
    );
  }
  return (
    rule.keep !== 'empty' &&
    element.value.subarray(0, kept.value.length).equals(kept.value.subarray(0, element.value.length))
  );
}

function keepElement(
  element: Element,
  rule: Rule,
  keeping: KeepingSet,
  where: string,
  depth: number,
): Kept | null {
  if (rule.keep !== 'items') {
    const kept = element.items || element.fragments ? null : keepValue(element, rule, keeping);
    if (!kept || !isSame(element, kept, rule, keeping.isCopy)) noteElement(element, where, keeping);
    return kept;
  }
  // Values of a sequence in another order of bytes cannot be copied.
  if (!element.items || depth >= deepest || element.form.little !== keeping.little) {
    noteElement(element, where, keeping);
    return null;
  }
  const items = element.items.map((item) => keepSet(item, rule.rules, keeping, where, depth + 1));
  return items.some((item) => item.length > 0) ? { tag: element.tag, vr: 'SQ', items } : null;
}

/** The elements of a data set that its rules keep; all others are noted as left out. */
export function keepSet(set: DataSet, rules: Rules, keeping: KeepingSet, where: string, depth = 0): Kept[] {
  return elementsOf(set).flatMap((element) => {
    const rule = rules.get(element.tag);
    if (!rule) {
      noteElement(element, where, keeping);
      return [];
    }
    const kept = keepElement(element, rule, keeping, where, depth);
    return kept ? [kept] : [];
  });
}
