import { type QueueName, queueTitles } from '../../../shared/domain/obligation/obligation.ts';
import { type Day, dayInWords } from '../../../shared/kernel/day.ts';
import { breakable, setPages } from './pdf.ts';

/** A line of a worklist: a number of the library's own, and nothing that says who a patient is. */
export interface Line {
  readonly number: string;
  readonly queue: QueueName;
  readonly reason: string;
  readonly paragraph: string;
  readonly due: Day;
  readonly owner: string;
}

export interface Worklist {
  readonly library: string;
  readonly writtenOn: Day;
  readonly writtenBy: string;
  readonly lines: readonly Line[];
  /** How many there are in all, where not all are on the list. */
  readonly total: number;
}

export const titleOf = ({ lines, total }: Pick<Worklist, 'lines' | 'total'>): string =>
  total > lines.length
    ? `The first ${lines.length} of ${total} duties`
    : `${lines.length} ${lines.length === 1 ? 'duty' : 'duties'}`;

const head = ['', 'Recording', 'What is owed', 'Due', 'Responsible', 'Done'].map((text) => ({
  text,
  bold: true,
}));

const box = { canvas: [{ type: 'rect', x: 0, y: 1, w: 9, h: 9, lineWidth: 0.7 }] };

const cells = ({ number, queue, reason, paragraph, due, owner }: Line): object[] => [
  box,
  { text: number },
  { text: [{ text: `${queueTitles[queue]}. `, bold: true }, `${reason} [${paragraph}]`] },
  { text: dayInWords(due) },
  { text: breakable(owner) },
  { text: '' },
];

/** The list as pages to print and tick off. */
export const worklistPdf = (list: Worklist): Promise<Uint8Array> =>
  setPages({
    pageOrientation: 'landscape',
    pageMargins: [40, 40, 40, 48],
    info: { title: 'Worklist', creator: 'Custos', producer: 'Custos' },
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    content: [
      { text: titleOf(list), bold: true, fontSize: 16 },
      {
        text: breakable(`${list.library}, ${dayInWords(list.writtenOn)}, for ${list.writtenBy}`),
        color: '#444444',
        margin: [0, 2, 0, 10],
      },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [12, 58, '*', 80, 110, 120],
          body: [head, ...list.lines.map(cells)],
        },
        layout: 'lightHorizontalLines',
      },
    ],
    footer: (page: number, pages: number) => ({
      text: `It names no patient. Page ${page} of ${pages}`,
      fontSize: 8,
      color: '#444444',
      margin: [40, 16, 40, 0],
    }),
  });

/** The list as words of a message. */
export const worklistText = (list: Worklist): string =>
  [
    `${titleOf(list)} in the library ${list.library}, as of ${dayInWords(list.writtenOn)}:`,
    '',
    ...list.lines.flatMap(({ number, queue, reason, paragraph, due, owner }) => [
      `${number}  ${queueTitles[queue]}, due ${dayInWords(due)}${owner === '' ? '' : `, ${owner}`}`,
      `    ${reason} [${paragraph}]`,
    ]),
    '',
    'Each is found in Custos by its number. This message names no patient; please add none to it.',
  ].join('\n');
