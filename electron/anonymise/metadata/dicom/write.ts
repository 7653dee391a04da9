import { type ElementForm, isLongForm } from '../../../media/dicom/elements.ts';
import type { Kept } from './kept.ts';

const undefinedLength = 0xffffffff;

function numbers(form: ElementForm, ...parts: readonly (readonly [number, 2 | 4])[]): Buffer {
  const out = Buffer.alloc(parts.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [number, width] of parts) {
    if (form.little) out.writeUIntLE(number, at, width);
    else out.writeUIntBE(number, at, width);
    at += width;
  }
  return out;
}

function head(tag: number, vr: string, length: number, form: ElementForm): Buffer {
  const name = numbers(form, [Math.floor(tag / 0x10000), 2], [tag % 0x10000, 2]);
  if (!form.explicit) return Buffer.concat([name, numbers(form, [length, 4])]);
  const after = isLongForm(vr) ? numbers(form, [0, 2], [length, 4]) : numbers(form, [length, 2]);
  return Buffer.concat([name, Buffer.from(vr, 'latin1'), after]);
}

const mark = (element: number, length: number, form: ElementForm): Buffer =>
  numbers(form, [0xfffe, 2], [element, 2], [length, 4]);

const lengthOf = (parts: readonly Buffer[]): number => parts.reduce((sum, { length }) => sum + length, 0);

function writeOne(kept: Kept, form: ElementForm): Buffer[] {
  if ('items' in kept) {
    const items = kept.items.flatMap((item) => {
      const inner = writeElements(item, form);
      return [mark(0xe000, lengthOf(inner), form), ...inner];
    });
    return [head(kept.tag, 'SQ', lengthOf(items), form), ...items];
  }
  if ('fragments' in kept) {
    const parts = kept.fragments.flatMap((part) => [mark(0xe000, part.length, form), part]);
    return [head(kept.tag, kept.vr, undefinedLength, form), ...parts, mark(0xe0dd, 0, form)];
  }
  return [head(kept.tag, kept.vr, kept.value.length, form), kept.value];
}

/** Elements one behind the other, sequences with the lengths they have (PS3.5 section 7). */
export const writeElements = (elements: readonly Kept[], form: ElementForm): Buffer[] =>
  elements.flatMap((element) => writeOne(element, form));
