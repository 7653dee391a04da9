import type { z } from 'zod';
import { checkpoint } from '../../../shared/contract/trail.ts';
import { CustosError } from '../../../shared/kernel/error.ts';

export type Checkpoint = z.output<typeof checkpoint>;

/** A checkpoint is a few hundred bytes; whatever is much longer is none. */
const longest = 10_000;

/** Reads a file that a person chose. @throws CustosError `unreadable` where it is no checkpoint of a trail */
export async function readCheckpoint(file: File): Promise<Checkpoint> {
  const none = (cause: unknown): CustosError =>
    new CustosError(
      'unreadable',
      `${file.name} is not a checkpoint of a trail. Please choose the file that was saved when the checkpoint was made.`,
      {},
      cause,
    );
  if (file.size > longest) throw none('too long');
  try {
    return checkpoint.parse(JSON.parse(await file.text()));
  } catch (error) {
    throw none(error);
  }
}
