import { CustosError } from '../../../../shared/kernel/error.ts';
import type { DataSet } from '../../../media/dicom/elements.ts';
import { type DicomFile, formOf, readDicom } from '../../../media/dicom/file.ts';
import { pixelTags, type StoredPicture, storedPicture } from '../../../media/dicom/picture.ts';
import { textOf } from '../../../media/dicom/values.ts';
import { SetAsideError } from '../../../media/set-aside.ts';
import { withoutPadding } from '../../../media/zero-end.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from '../cleaner.ts';
import { cleanedOf, findingsOf, Notes } from '../noted.ts';
import { identityRemoved, identityTags, methodOfOurs, type SaidOfCopy } from './identity-removed.ts';
import { type KeptSamples, keepSamples } from './keep-samples.ts';
import { type KeepingSet, keepSet } from './keep-set.ts';
import { elementsOf, type Kept, textElement } from './kept.ts';
import { writeMeta } from './meta.ts';
import { noteElement, readerOf } from './note-elements.ts';
import { objectRules } from './profile.ts';
import { asItIs, ofThisRun, type Replacements } from './replacements.ts';
import { writeElements } from './write.ts';

/** What is kept of a file, and the notes of all that is not. */
interface Plan {
  readonly elements: readonly Kept[];
  readonly notes: Notes;
  readonly picture: KeptSamples | null;
  readonly movedDays: readonly string[];
}

const samplesTags = new Set<number>(Object.values(pixelTags));

/** The data set without what is treated apart. */
const without = (set: DataSet, left: (tag: number) => boolean): DataSet =>
  new Map([...set].filter(([tag]) => !left(tag)));

/** What a copy of ours says of itself; null of any other file. */
const saidBy = (set: DataSet): SaidOfCopy | null =>
  textOf(set, 0x00120062) === 'YES' ? methodOfOurs(textOf(set, 0x00120063)) : null;

/** A copy of ours whose regions were filled keeps saying so when it is cleaned once more. */
const saysCleaned = (set: DataSet): boolean => saidBy(set) !== null && textOf(set, 0x00280301) === 'NO';

/** What is done to the samples of a picture, such as filling regions of it. */
export type PictureChange = (picture: StoredPicture) => StoredPicture;

/** Lengths, versions, and what the data set repeats say nothing by themselves. */
const plainMeta = new Set([0x00020000, 0x00020001, 0x00020002, 0x00020003, 0x00020010]);

function noteMeta({ meta, preamble, trailer }: DicomFile, keeping: KeepingSet): void {
  const { notes, isCopy: copy } = keeping;
  if (preamble?.some((byte) => byte !== 0))
    notes.binary('Preamble', 'Bytes before the DICOM file', preamble, 'unknown');
  for (const element of elementsOf(meta)) {
    const own = copy && element.tag === 0x00020012;
    if (!plainMeta.has(element.tag) && !own) noteElement(element, 'File header', keeping);
  }
  if (trailer.some((byte) => byte !== 0))
    notes.binary('Trailer', 'Bytes behind the last element', trailer, 'unknown');
}

/** The number of frames as it is, where the file states another. */
function withFrames(kept: readonly Kept[], picture: KeptSamples | null): Kept[] {
  const tag = 0x00280008;
  const stated = kept.find((element) => element.tag === tag);
  const frames = picture?.frames ?? 1;
  if (!picture || (frames === 1 && !stated)) return kept.filter((element) => element.tag !== tag);
  return [...kept.filter((element) => element.tag !== tag), textElement(tag, 'IS', String(frames))];
}

function planOf(file: DicomFile, replacements: Replacements, change: PictureChange | null = null): Plan {
  const { set } = file;
  const notes = new Notes();
  const found = storedPicture(file);
  const stored = found && change ? change(found) : found;
  const keeping: KeepingSet = {
    ...replacements,
    ...{ movedDays: [], notes, reader: readerOf(set), isCopy: saidBy(set) !== null },
    ...{ signed: stored?.form.signed ?? false, little: file.form.little },
  };
  noteMeta(file, keeping);
  const own = (tag: number): boolean =>
    samplesTags.has(tag) || (identityTags.has(tag) && (keeping.isCopy || tag === 0x00280301));
  const kept = keepSet(without(set, own), objectRules, keeping, 'DICOM');
  const picture = stored && keepSamples(stored, notes);
  for (const tag of samplesTags) {
    const samples = set.get(tag);
    if (samples && tag !== stored?.samples.tag) noteElement(samples, 'DICOM', keeping);
  }
  const all = [
    ...withFrames(kept, picture),
    ...identityRemoved({
      pixelsCleaned: change !== null || saysCleaned(set),
      datesMoved: keeping.movedDays.length > 0,
    }),
    ...(picture ? [picture.samples] : []),
  ];
  const { movedDays } = keeping;
  return { elements: all.sort((one, other) => one.tag - other.tag), notes, picture, movedDays };
}

function read(bytes: Uint8Array): DicomFile {
  try {
    return readDicom(asBuffer(bytes));
  } catch (error) {
    if (!(error instanceof SetAsideError)) throw error;
    throw new CustosError('unreadable', `${error.message} It cannot be cleaned.`);
  }
}

const textIn = (elements: readonly Kept[], tag: number): string | null => {
  const found = elements.find((element) => element.tag === tag);
  return found && 'value' in found ? withoutPadding(found.value.toString('latin1')) : null;
};

const cutNote = 'The file ends before all that it announces. What is there was kept.';
const noPictureNote =
  'This DICOM file holds no picture. Its report, plan, drawing or document says too much of the patient to be kept: the copy has only the empty frame of it.';

const movedNote =
  'The days of this examination were moved, all pictures of this patient by the same number of days; times of day stay.';

/** Texts that are kept on purpose, so that finding them again is no fault. */
const keptTexts = (elements: readonly Kept[]): string[] =>
  elements.flatMap((element) =>
    'items' in element
      ? element.items.flatMap(keptTexts)
      : 'value' in element && element.value.length <= 65_536
        ? [element.value.toString('latin1')]
        : [],
  );

function written(file: DicomFile, elements: readonly Kept[]): Buffer {
  const meta = writeMeta(textIn(elements, 0x00080016), textIn(elements, 0x00080018), file.transferSyntax);
  return Buffer.concat([...meta, ...writeElements(elements, formOf(file.transferSyntax))]);
}

/** A cleaned file with its samples changed; its identifiers stay. */
export function rewriteDicom(cleaned: Buffer, change: PictureChange): Buffer {
  const file = read(cleaned);
  return written(file, planOf(file, asItIs, change).elements);
}

/** DICOM by keep-list (PS3.5, PS3.10, PS3.15 annex E): samples, what shows them right, and new identifiers. */
export function cleanDicom(bytes: Uint8Array, replacements: Replacements = ofThisRun): Cleaned {
  const file = read(bytes);
  const { elements, notes, picture, movedDays } = planOf(file, replacements);
  const out = written(file, elements);
  const remarks = [
    ...(file.complete ? [] : [cutNote]),
    ...(picture ? picture.remarks : [noPictureNote]),
    ...(movedDays.length > 0 ? [movedNote] : []),
  ];
  const cleaned = cleanedOf('dicom', out, notes, remarks);
  const texts = keptTexts(elements);
  const isKept = (value: string | Uint8Array): boolean =>
    typeof value === 'string' && texts.some((text) => text.includes(value.trim()));
  return {
    ...cleaned,
    removedValues: cleaned.removedValues.filter((value) => !isKept(value)),
    lossless: picture !== null,
    movedDays,
  };
}

export const dicomCleaner: MetadataCleaner = {
  container: 'dicom',

  inspect(bytes: Uint8Array): Finding[] {
    try {
      const file = readDicom(asBuffer(bytes));
      // The moved days of a copy of ours are no finding, like its identifiers.
      return findingsOf(planOf(file, saidBy(file.set)?.datesMoved ? asItIs : ofThisRun).notes);
    } catch (error) {
      if (error instanceof SetAsideError || error instanceof CustosError) return [];
      throw error;
    }
  },

  clean: async (bytes, replacements) => cleanDicom(bytes, replacements),
};
