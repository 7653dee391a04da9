import { SetAsideError } from '../set-aside.ts';

/** How elements are written (PS3.5 section 7): with or without their value representation, and in which order of bytes. */
export interface ElementForm {
  readonly explicit: boolean;
  readonly little: boolean;
}

/** One data element. Its tag is one number, the group in its upper half. */
export interface Element {
  readonly tag: number;
  /** As the file states it; null where the form leaves it to the dictionary. */
  readonly vr: string | null;
  /** Empty for a sequence and for samples in fragments. */
  readonly value: Buffer;
  readonly items: readonly DataSet[] | null;
  /** The coded samples of an encapsulated picture, the offset table first (PS3.5 annex A.4). */
  readonly fragments: readonly Buffer[] | null;
  readonly form: ElementForm;
}

export type DataSet = ReadonlyMap<number, Element>;

/** What a walk gave, how far it came, and whether the file held all that its lengths say. */
export interface Walked {
  readonly set: DataSet;
  readonly end: number;
  readonly complete: boolean;
}

const undefinedLength = 0xffffffff;
const depthLimit = 64;
const elementLimit = 400_000;

const tag = { item: 0xfffee000, itemEnd: 0xfffee00d, sequenceEnd: 0xfffee0dd, pixels: 0x7fe00010 } as const;

/** Representations whose length takes four bytes behind two that are reserved (PS3.5 section 7.1.2). */
const long = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const short = new Set('AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));

export const isLongForm = (vr: string): boolean => long.has(vr);
export const isRepresentation = (vr: string): boolean => long.has(vr) || short.has(vr);

const implicitLittle: ElementForm = { explicit: false, little: true };
const nothing = Buffer.alloc(0);

interface Head {
  readonly tag: number;
  readonly vr: string | null;
  readonly length: number;
  readonly after: number;
}

/** Reads elements one behind the other and believes no length: none reaches beyond what holds it. */
class Walk {
  readonly #bytes: Buffer;
  #elements = 0;
  complete = true;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  #short(at: number, { little }: ElementForm): number {
    return little ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  #long(at: number, { little }: ElementForm): number {
    return little ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  #tag(at: number, form: ElementForm): number {
    return this.#short(at, form) * 0x10000 + this.#short(at + 2, form);
  }

  /** An unknown representation has a long length by the standard; where that reaches nowhere, a short one. */
  #isLong(vr: string, at: number, end: number, form: ElementForm): boolean {
    if (short.has(vr)) return false;
    if (long.has(vr)) return true;
    return this.#short(at + 6, form) === 0 && at + 12 <= end && this.#long(at + 8, form) <= end - at - 12;
  }

  #head(at: number, end: number, form: ElementForm): Head | null {
    if (at + 8 > end) return null;
    const found = this.#tag(at, form);
    if (found >= tag.item && found <= tag.sequenceEnd)
      return { tag: found, vr: null, length: this.#long(at + 4, form), after: at + 8 };
    const vr = form.explicit ? this.#bytes.toString('latin1', at + 4, at + 6) : '';
    // An element without a representation among others with one: some writers forget it.
    if (!/^[A-Z]{2}$/.test(vr))
      return { tag: found, vr: null, length: this.#long(at + 4, form), after: at + 8 };
    if (!this.#isLong(vr, at, end, form))
      return { tag: found, vr, length: this.#short(at + 6, form), after: at + 8 };
    if (at + 12 > end) return null;
    return { tag: found, vr, length: this.#long(at + 8, form), after: at + 12 };
  }

  #count(): void {
    this.#elements += 1;
    if (this.#elements > elementLimit)
      throw new SetAsideError('hostile', 'This DICOM file has more elements than any real one.', 'dicom');
  }

  /** Items up to the end mark or to `end`. */
  #items(from: number, end: number, form: ElementForm, depth: number): { items: DataSet[]; end: number } {
    const items: DataSet[] = [];
    let at = from;
    while (at + 8 <= end) {
      const found = this.#tag(at, form);
      const length = this.#long(at + 4, form);
      at += 8;
      if (found === tag.sequenceEnd) return { items, end: at };
      if (found !== tag.item) {
        this.complete = false;
        return { items, end: at - 8 };
      }
      const bounded = length !== undefinedLength;
      if (bounded && length > end - at) this.complete = false;
      this.#count();
      const inner = this.dataSet(at, bounded ? Math.min(end, at + length) : end, form, depth + 1);
      items.push(inner.set);
      at = bounded ? Math.min(end, at + length) : inner.end;
    }
    return { items, end };
  }

  #fragments(from: number, end: number, form: ElementForm): { fragments: Buffer[]; end: number } {
    const fragments: Buffer[] = [];
    let at = from;
    while (at + 8 <= end) {
      const found = this.#tag(at, form);
      const length = this.#long(at + 4, form);
      at += 8;
      if (found === tag.sequenceEnd) return { fragments, end: at };
      if (found !== tag.item) break;
      this.#count();
      fragments.push(this.#bytes.subarray(at, Math.min(end, at + length)));
      if (length > end - at) break;
      at += length;
    }
    this.complete = false;
    return { fragments, end };
  }

  #isSequence({ vr, length, after }: Head, end: number, form: ElementForm): boolean {
    if (vr === 'SQ' || length === undefinedLength) return true;
    if (vr !== null && vr !== 'UN') return false;
    return length >= 8 && after + 8 <= end && this.#tag(after, form) === tag.item;
  }

  #element(head: Head, end: number, form: ElementForm, depth: number): { element: Element; end: number } {
    const { vr, length, after } = head;
    const open = length === undefinedLength;
    const base = { tag: head.tag, vr, value: nothing, items: null, fragments: null, form };
    if (open && (head.tag === tag.pixels || vr === 'OB' || vr === 'OW')) {
      const { fragments, end: behind } = this.#fragments(after, end, form);
      return { element: { ...base, fragments }, end: behind };
    }
    if (!open && length > end - after) this.complete = false;
    const to = open ? end : Math.min(end, after + length);
    const inside = vr === 'UN' ? implicitLittle : form;
    if (depth < depthLimit && this.#isSequence(head, end, inside)) {
      const { items, end: behind } = this.#items(after, to, inside, depth);
      return { element: { ...base, items, form: inside }, end: open ? behind : to };
    }
    if (open)
      throw new SetAsideError('hostile', 'This DICOM file has more levels than any real one.', 'dicom');
    return { element: { ...base, value: this.#bytes.subarray(after, to) }, end: to };
  }

  dataSet(from: number, end: number, form: ElementForm, depth: number, group: number | null = null): Walked {
    const set = new Map<number, Element>();
    let at = from;
    for (;;) {
      const head = this.#head(at, end, form);
      if (!head || (group !== null && Math.floor(head.tag / 0x10000) !== group)) break;
      // Zeros behind the last element fill a file up.
      if (head.tag === 0) break;
      this.#count();
      if (head.tag === tag.itemEnd && depth > 0) return { set, end: head.after, complete: this.complete };
      if (head.tag >= tag.item && head.tag <= tag.sequenceEnd) {
        at = head.after;
        continue;
      }
      const read = this.#element(head, end, form, depth);
      if (!set.has(head.tag)) set.set(head.tag, read.element);
      at = read.end;
    }
    return { set, end: at, complete: this.complete };
  }
}

/**
 * Walks a data set from `from` on, of one group alone where that is given.
 * @throws SetAsideError `hostile` for more elements or levels than a file can have.
 */
export const walkElements = (
  bytes: Buffer,
  from: number,
  form: ElementForm,
  group: number | null = null,
): Walked => new Walk(bytes).dataSet(from, bytes.length, form, 0, group);
