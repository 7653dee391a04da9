import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Id, isId } from '../../shared/kernel/id.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import type { ErasureRow } from '../catalogue/rows.ts';

const id = z.string().refine((text): text is Id => isId(text));
const instant = z.string().refine((text): text is Instant => isInstant(text));
const mark = z.string().regex(/^[0-9a-f]{64}$/);

const form = z.object({
  erasure: id,
  recording: id,
  number: z.number().int().positive(),
  why: z.string(),
  paragraph: z.string(),
  proposedBy: id,
  proposedAt: instant,
  approvedBy: id,
  approvedAt: instant,
  signature: z.string(),
  marks: z.array(mark),
});

/** One approved erasure as `restore` repeats it: ids, marks and the words of its certificate. It names no patient. */
export type LedgerLine = Readonly<z.output<typeof form>>;

/** @throws RangeError for an erasure that nobody has approved. */
export function ledgerLine(erasure: ErasureRow, marks: readonly string[]): LedgerLine {
  const { approvedBy, approvedAt, signature } = erasure;
  if (approvedBy === null || approvedAt === null || signature === null)
    throw new RangeError('Only an approved erasure goes into a ledger');
  const { recording, number, why, paragraph, proposedBy, proposedAt } = erasure;
  const proposed = { erasure: erasure.id, recording, number, why, paragraph, proposedBy, proposedAt };
  return { ...proposed, approvedBy, approvedAt, signature, marks: [...marks] };
}

/** The name of a ledger that lies outside a backup: on a disk with backups, or on the machine. */
export const ledgerFileOf = (library: string): string => `${library}.custos-erasures.jsonl`;

/** Adds lines that a ledger does not hold yet, and makes sure that they are on the disk. */
export async function addToLedger(path: string, lines: readonly LedgerLine[]): Promise<void> {
  const known = new Set((await readLedger(path)).map(({ erasure }) => erasure));
  const fresh = lines.filter(({ erasure }) => !known.has(erasure));
  const handle = await open(path, 'a', 0o600);
  try {
    // An earlier line may have been cut short by a kill: this one must not be joined to it.
    for (const line of fresh) await handle.write(`\n${JSON.stringify(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parseLine(text: string): LedgerLine | null {
  try {
    return form.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The lines of a ledger. One that a kill has cut short is passed over: its erasure was repeated, with a new line. */
export async function readLedger(path: string): Promise<readonly LedgerLine[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}
