import { type Colour, colours } from '../../../shared/domain/lecture/colour.ts';
import { type Block, pdf } from './pdf.ts';

/** One part of a lecture on paper: no picture of it, for paper is left lying about. */
export interface ReportedPart {
  readonly colour: Colour;
  /** Slide or page, and the file where there are several. */
  readonly where: string;
  readonly says: string;
  readonly details: readonly string[];
}

export interface LectureReport {
  readonly library: string;
  readonly files: readonly string[];
  readonly use: string;
  readonly audience: string;
  readonly askedBy: string;
  readonly at: string;
  readonly parts: readonly ReportedPart[];
}

const headings: Readonly<Record<Colour, string>> = {
  red: 'Red: may not be shown',
  amber: 'Amber: somebody has to look or ask',
  green: 'Green: may be shown today',
};

const section = (colour: Colour, parts: readonly ReportedPart[]): readonly Block[] => [
  { what: 'heading', text: `${headings[colour]} (${parts.length})` },
  ...(parts.length === 0 ? [{ what: 'text' as const, text: 'None.' }] : []),
  ...parts.flatMap(({ where, says, details }): Block[] => [
    { what: 'text', text: where, strong: true },
    { what: 'list', items: [says, ...details] },
  ]),
];

/** What of a lecture may be shown, as a page to print. */
export const lectureReportPdf = (report: LectureReport): Promise<Uint8Array> =>
  pdf({
    title: 'Lecture check',
    subtitle: report.library,
    foot: `Lecture check of ${report.at} · ${report.library}`,
    blocks: [
      {
        what: 'fields',
        rows: [
          ['Checked', report.files.join(', ')],
          ['For', report.use],
          ['Before', report.audience],
          ['Asked by', report.askedBy],
          ['As of', report.at],
        ],
      },
      {
        what: 'text',
        text: 'This holds for that day and audience. An agreement may be changed or withdrawn at any time: check again before the lecture is given.',
      },
      ...colours.flatMap((colour) =>
        section(
          colour,
          report.parts.filter((part) => part.colour === colour),
        ),
      ),
    ],
  });
