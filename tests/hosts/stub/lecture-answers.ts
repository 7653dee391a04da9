import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { type ColourReason, colourOf, sayReason } from '../../../shared/domain/lecture/colour.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { decisionOf, idOf, tileOf } from './samples.ts';

type LectureName = Extract<OperationName, `lecture.${string}`>;
type Answers = { [Name in LectureName]: (input: Parsed<Name>) => Output<Name> };
type Verdict = Output<'lecture.verdict'>;
type Part = Verdict['parts'][number];

const known = (index: number) => {
  const { id, number, thumbnail } = tileOf(index);
  return { recording: { id, number }, rendition: idOf(4, index), kind: 'anonymised' as const, thumbnail };
};

const candidate = (index: number, how: 'same' | 'alike'): Part['candidates'][number] => ({
  ...known(index),
  how,
  agreement: how === 'same' ? null : 0.97,
  decision: decisionOf(index),
});

function part(slide: number, reason: ColourReason, more: Partial<Part> = {}): Part {
  return {
    ...{ file: 0, name: `ppt/media/image${slide}.jpeg`, places: [{ what: 'slide', numbers: [slide] }] },
    ...{ cropped: false, colour: colourOf[reason], reason, says: sayReason(reason), note: null },
    ...{ thumbnail: `thumb/${idOf(2, slide)}`, candidates: [], replacements: [], erased: null },
    ...more,
  };
}

const parts: Part[] = [
  part(1, 'refused', {
    cropped: true,
    candidates: [candidate(3, 'same')],
    replacements: [{ ...known(4), because: 'sameRecording' }],
  }),
  part(2, 'permitted', { candidates: [candidate(2, 'same')] }),
  part(3, 'alike', { candidates: [candidate(4, 'alike'), candidate(6, 'alike')] }),
  part(4, 'perhapsRefused', {
    candidates: [candidate(5, 'alike')],
    replacements: [
      { ...known(8), because: 'samePatient' },
      { ...known(9), because: 'sameLabel' },
    ],
  }),
  part(5, 'unknown', { places: [{ what: 'layout', numbers: [1, 2, 3, 4, 5, 6, 7, 8] }] }),
  part(6, 'notLookedAt', {
    thumbnail: null,
    note: 'A document lies within the file here. It is not looked into; open it and see whether it shows a patient.',
  }),
  part(7, 'erased', { erased: { id: idOf(1, 7), number: 'R-000008' } }),
];

const counts = { red: 3, amber: 3, green: 1 };

/** A lecture of eight slides with something of every kind. */
export const lectureAnswers = (): Answers => ({
  'lecture.begin': () => ({ check: idOf(19, 1) }),
  'lecture.progress': () => ({ state: 'done', done: parts.length, total: parts.length, error: null }),
  'lecture.verdict': () => ({
    at: '2024-03-04T09:12:00.000Z' as Instant,
    files: [{ name: 'Llosgiadau, trydedd flwyddyn.pptx', format: 'pptx', count: 8, note: null }],
    counts,
    parts,
  }),
  'lecture.report': ({ check }) => ({ url: `media/${check}`, file: null }),
  'lecture.clean': () => ({
    file: '/home/sian/Downloads/Llosgiadau, trydedd flwyddyn (cleaned).pptx',
    replaced: counts.red,
    contains: [
      '3 pictures, clips or documents marked amber are in it as they were: look at each of them.',
      'Words were not read: titles, texts, notes, comments and the author’s name are as they were.',
    ],
  }),
  'lecture.forget': () => ({}),
});
