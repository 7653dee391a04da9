import { CustosError } from '../../shared/kernel/error.ts';
import { isBeyondBytes } from './beyond-bytes.ts';
import type { Finding, Removed } from './metadata/cleaner.ts';
import { findingsOf, Notes, valuesOf } from './metadata/noted.ts';
import { withoutFront } from './metadata/streams/in-front.ts';
import type { Seekable } from './metadata/streams/seekable.ts';
import type { Look, StreamPlan } from './metadata/streams/stream-cleaner.ts';
import { streamCleanerFor } from './metadata/streams/stream-cleaners.ts';
import { verifyStream } from './verification/streams/verify-stream.ts';
import type { Verification } from './verification/verify.ts';

/** Where a cleaned copy is put while it is made, read back from, and dropped where it does not hold. */
export interface CopyPlace<Kept> {
  put(parts: AsyncIterable<Uint8Array>): Promise<Kept>;
  /** Lends the copy to be read; it is closed afterwards. */
  reading<Result>(kept: Kept, read: (copy: Seekable) => Promise<Result>): Promise<Result>;
  drop(kept: Kept): Promise<void>;
}

export interface AnonymisedStream {
  readonly container: string;
  readonly lossless: boolean;
  readonly removed: readonly Removed[];
  readonly findingsBefore: readonly Finding[];
  readonly findingsAfter: readonly Finding[];
  readonly verification: Verification;
  readonly notes: readonly string[];
}

const broken = (): CustosError =>
  new CustosError(
    'unreadable',
    'The structure of this recording is damaged, so it cannot be cleaned. Copy it from the camera or the phone once more, or save it anew with the program that made it.',
  );

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isBeyondBytes(error) ? broken() : error;
  }
}

/** @throws CustosError `unsupported`, `unreadable`, `too-large` */
export function planCleaning(
  source: Seekable,
  container: string,
  notes: Notes,
  look: Look = 'whole',
): Promise<StreamPlan> {
  const cleaner = streamCleanerFor(container);
  if (!cleaner) {
    throw new CustosError(
      'unsupported',
      `Custos cannot clean ${container} files. Save a copy as MP4 or WAV and take that in.`,
      { container },
    );
  }
  return guarded(async () =>
    cleaner.plan(await withoutFront(source, container, notes), container, notes, look),
  );
}

/** What in a film or sound identifies, for people; also of one that cannot be cleaned. */
export async function inspectStream(source: Seekable, container: string): Promise<Finding[]> {
  const notes = new Notes();
  try {
    await planCleaning(source, container, notes, 'heads');
  } catch (error) {
    if (!(error instanceof CustosError)) throw error;
  }
  return findingsOf(notes);
}

async function* piecewise(plan: StreamPlan): AsyncGenerator<Uint8Array> {
  try {
    yield* plan.parts();
  } catch (error) {
    throw isBeyondBytes(error) ? broken() : error;
  }
}

function refuseUnlessVerified({ verified, residual }: Verification, after: readonly Finding[]): void {
  if (verified && after.length === 0) return;
  throw new CustosError(
    'refused',
    'Something that may identify the patient is still in the result, so it was thrown away. The recording itself is unchanged. Please report this file to whoever looks after Custos.',
    { residual: [...residual, ...after.map(({ where, name }) => ({ where, what: name }))] },
  );
}

interface Request<Kept> {
  readonly source: Seekable;
  readonly container: string;
  readonly knownIdentifiers: readonly string[];
  readonly place: CopyPlace<Kept>;
  readonly earlier: readonly (string | Uint8Array)[];
}

type Done<Kept> = AnonymisedStream & { readonly kept: Kept };

/** One copy, made and read back; null where it does not hold and a closer look may make another. */
async function copyOnce<Kept>(request: Request<Kept>, look: Look): Promise<Done<Kept> | null> {
  const { source, container, knownIdentifiers, place, earlier } = request;
  const notes = new Notes();
  const plan = await planCleaning(source, container, notes, look);
  const kept = await place.put(piecewise(plan));
  try {
    const removedValues = [...valuesOf(notes), ...earlier];
    const { verification, findingsAfter } = await place.reading(kept, async (copy) => ({
      verification: await verifyStream(copy, { container, removedValues, knownIdentifiers }),
      findingsAfter: await inspectStream(copy, container),
    }));
    if (look === 'heads' && !verification.verified) {
      await place.drop(kept);
      return null;
    }
    refuseUnlessVerified(verification, findingsAfter);
    return {
      kept,
      container,
      lossless: true,
      removed: notes.all.map(({ where, name }) => ({ where, name })),
      findingsBefore: findingsOf(notes),
      findingsAfter,
      verification,
      notes: plan.remarks,
    };
  } catch (error) {
    await place.drop(kept);
    throw error;
  }
}

/**
 * Cleans a film or a sound in constant memory: plans from its structure, puts the copy in its place piece by piece,
 * and reads it back from there with other code. What does not hold is dropped, and made once more with a closer look.
 * @throws CustosError `unsupported`, `unreadable`, `too-large`, `refused` with `details.residual`
 */
export async function anonymiseStream<Kept>(
  source: Seekable,
  container: string,
  knownIdentifiers: readonly string[],
  place: CopyPlace<Kept>,
  /** Values that an earlier cleaning took out, and that must not be there either. */
  earlier: readonly (string | Uint8Array)[] = [],
): Promise<Done<Kept>> {
  const request = { source, container, knownIdentifiers, place, earlier };
  const done = (await copyOnce(request, 'heads')) ?? (await copyOnce(request, 'whole'));
  if (!done) throw broken();
  return done;
}
