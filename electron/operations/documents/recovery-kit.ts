import type { z } from 'zod';
import type { recoveryKit } from '../../../shared/contract/library.ts';
import { type Block, pdf } from './pdf.ts';

type Kit = z.output<typeof recoveryKit>;

const sectionOf = ({ heading, lines, commands }: Kit['sections'][number]): readonly Block[] => [
  { what: 'heading', text: heading },
  ...lines.map((text): Block => ({ what: 'text', text })),
  ...(commands.length > 0 ? [{ what: 'commands' as const, lines: commands }] : []),
];

/** The recovery kit for printing. It holds the library's secret: it is made in memory and never stored. */
export const recoveryKitPdf = (kit: Kit): Promise<Uint8Array> =>
  pdf({
    title: kit.title,
    subtitle: 'Whoever holds this page can open the library. Keep it locked away, and not with the computer.',
    foot: 'Keep locked away',
    blocks: kit.sections.flatMap(sectionOf),
  });
