import type { DataSet, Element } from '../../../media/dicom/elements.ts';

/** An element as it is written: its value checked or made anew, its items likewise. */
export type Kept =
  | { readonly tag: number; readonly vr: string; readonly value: Buffer }
  | { readonly tag: number; readonly vr: 'SQ'; readonly items: readonly (readonly Kept[])[] }
  | { readonly tag: number; readonly vr: 'OB' | 'OW'; readonly fragments: readonly Buffer[] };

export const textElement = (tag: number, vr: string, text: string): Kept => {
  const pad = text.length % 2 === 0 ? '' : vr === 'UI' ? '\0' : ' ';
  return { tag, vr, value: Buffer.from(text + pad, 'latin1') };
};

export const groupOf = (tag: number): number => Math.floor(tag / 0x10000);

/** Private groups, those of overlays and curves, and lengths of groups say nothing by a name. */
export const isGroupLength = (tag: number): boolean => tag % 0x10000 === 0;

export const elementsOf = (set: DataSet): readonly Element[] =>
  [...set.values()].sort((a, b) => a.tag - b.tag);
