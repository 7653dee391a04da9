import { inflateRawSync, inflateSync, constants as zlib } from 'node:zlib';
import { SetAsideError } from '../set-aside.ts';
import { type DataSet, type ElementForm, isRepresentation, walkElements } from './elements.ts';
import { textOf } from './values.ts';

/** A DICOM file as it is walked (PS3.10 section 7): what precedes the data set, the data set, and what follows it. */
export interface DicomFile {
  /** The 128 bytes before the mark; null where the file begins without them. */
  readonly preamble: Buffer | null;
  readonly meta: DataSet;
  readonly transferSyntax: string;
  /** How the data set is written, by what its bytes say. */
  readonly form: ElementForm;
  readonly set: DataSet;
  readonly complete: boolean;
  readonly trailer: Buffer;
}

export const syntax = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  big: '1.2.840.10008.1.2.2',
} as const;

const inflatedLimit = 192 * 1024 * 1024;
const explicitLittle: ElementForm = { explicit: true, little: true };

/** Where the elements begin, behind preamble and mark. */
export function startOf(bytes: Buffer): number {
  if (bytes.toString('latin1', 128, 132) === 'DICM') return 132;
  return bytes.toString('latin1', 0, 4) === 'DICM' ? 4 : 0;
}

function hasRepresentation(bytes: Buffer, at: number): boolean {
  return isRepresentation(bytes.toString('latin1', at + 4, at + 6));
}

/** The form that the first element shows, whatever the file states: groups that begin a data set are small numbers. */
export function formAt(bytes: Buffer, at: number): ElementForm {
  const little = !(bytes[at] === 0 && bytes[at + 1] !== 0);
  return { explicit: hasRepresentation(bytes, at), little };
}

/** How a data set of a transfer syntax is written: explicit and little-endian, but for two old ones. */
export const formOf = (transferSyntax: string): ElementForm => ({
  explicit: transferSyntax !== syntax.implicit,
  little: transferSyntax !== syntax.big,
});

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

function inflated(bytes: Buffer): Buffer {
  const options = { maxOutputLength: inflatedLimit, finishFlush: zlib.Z_SYNC_FLUSH };
  try {
    return inflateRawSync(bytes, options);
  } catch (error) {
    if (isTooLarge(error))
      throw new SetAsideError(
        'too-large',
        'The compressed part of this DICOM file is larger than 192 MB once it is opened. Save it without compression and take that in.',
        'dicom',
      );
    try {
      return inflateSync(bytes, options);
    } catch {
      throw new SetAsideError('unreadable', 'The compressed part of this DICOM file is damaged.', 'dicom');
    }
  }
}

/** The transfer syntax that a form has of itself, where the file states none or one that cannot be. */
function syntaxOf(stated: string, form: ElementForm): string {
  const own = form.explicit ? (form.little ? syntax.explicit : syntax.big) : syntax.implicit;
  if (!/^1\.2\.[0-9.]{1,60}$/.test(stated) || stated === syntax.deflated || !form.little) return own;
  const plain = [syntax.implicit, syntax.explicit, syntax.big].some((each) => each === stated);
  return plain ? own : stated;
}

/**
 * Reads a DICOM file: its meta information, and its data set inflated where it is deflated.
 * @throws SetAsideError `unreadable`, `hostile`
 */
export function readDicom(bytes: Buffer): DicomFile {
  const start = startOf(bytes);
  const first = formAt(bytes, start);
  const meta = walkElements(bytes, start, first.little ? first : explicitLittle, 2);
  const stated = textOf(meta.set, 0x00020010);
  const deflated = stated === syntax.deflated;
  const content = deflated ? inflated(bytes.subarray(meta.end)) : bytes;
  const at = deflated ? 0 : meta.end;
  const form = formAt(content, at);
  const walked = walkElements(content, at, form);
  if (walked.set.size === 0 && meta.set.size === 0)
    throw new SetAsideError('unreadable', 'This DICOM file holds no element that can be read.', 'dicom');
  return {
    preamble: start === 132 ? bytes.subarray(0, 128) : null,
    meta: meta.set,
    transferSyntax: syntaxOf(stated, form),
    form,
    set: walked.set,
    complete: walked.complete,
    trailer: content.subarray(walked.end),
  };
}
