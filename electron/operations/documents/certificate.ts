import type { Certificate } from '../../../shared/domain/erasure/certificate.ts';
import { type Block, pdf } from './pdf.ts';

const section = (heading: string, items: readonly string[], none: string): readonly Block[] => [
  { what: 'heading', text: heading },
  items.length > 0 ? { what: 'list', items } : { what: 'text', text: none },
];

const copies = ({ copiesOut }: Certificate): readonly string[] =>
  copiesOut.map(
    ({ release, recipient, releasedOn }) => `${release} to ${recipient}, released on ${releasedOn}`,
  );

const instantWords = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** A certificate of erasure on paper. It says what the stored one says, and nothing that identifies the patient. */
export const certificatePdf = (certificate: Certificate, library: string): Promise<Uint8Array> =>
  pdf({
    title: `Certificate of erasure ${certificate.number}`,
    subtitle: library,
    foot: `Certificate ${certificate.number} · ${library}`,
    blocks: [
      {
        what: 'fields',
        rows: [
          ['Certificate', certificate.number],
          ['Recording', certificate.recording.number],
          ['Erased', instantWords(certificate.erasedAt)],
          ['Why', certificate.why],
          ['Paragraph of the guidance', certificate.paragraph || 'none: the keeper’s own decision'],
          ['Proposed by', certificate.proposedBy.name],
          ['Approved by', certificate.approvedBy.name],
          ['Identifier', certificate.id],
        ],
      },
      ...(certificate.secondPersonMissing
        ? [
            {
              what: 'text' as const,
              strong: true,
              text: 'The library had no independent second person when this erasure was approved.',
            },
          ]
        : []),
      ...section('What was destroyed', certificate.destroyed, 'Nothing was held any more.'),
      ...section('How it was verified', certificate.verifiedHow, 'It was not verified.'),
      ...section('Copies that had left the library', copies(certificate), 'None is known.'),
      ...section('What is out of reach', certificate.outOfReach, 'Nothing is known to be.'),
    ],
  });
