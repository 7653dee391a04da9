import { fail, ok, type Result } from '../../kernel/result.ts';

/** What becomes of a stretch of sound. `remove` takes the whole sound track out of a film. */
export const treatments = ['silence', 'tone', 'disguise', 'remove'] as const;
export type Treatment = (typeof treatments)[number];

/** A stretch of sound in seconds from the start, half open. */
export interface SoundSpan {
  readonly from: number;
  readonly to: number;
  readonly treatment: Treatment;
}

/** The most stretches one recording may carry. */
export const soundSpanLimit = 1_000;

const isTreatment = (value: unknown): value is Treatment => treatments.some((known) => known === value);

/** Why a stretch is none, as the rest of a sentence; null where it is one. */
function faultOf({ from, to, treatment }: Record<keyof SoundSpan, unknown>): string | null {
  if (!isTreatment(treatment)) return `needs one of the treatments ${treatments.join(', ')}.`;
  const isTime = (value: unknown): value is number =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0;
  if (!isTime(from) || !isTime(to)) return 'needs the numbers from and to, in seconds.';
  return to <= from ? 'ends before it begins.' : null;
}

/** Reads stretches of sound strictly. The failure is a sentence that names the stretch by its number. */
export function parseSoundSpans(
  input: unknown,
  durationSeconds: number | null,
): Result<readonly SoundSpan[], string> {
  if (!Array.isArray(input)) return fail('The stretches of sound must be a list.');
  if (input.length > soundSpanLimit)
    return fail(`A recording can have at most ${soundSpanLimit} stretches of sound.`);
  const spans: SoundSpan[] = [];
  for (const [index, candidate] of input.entries()) {
    const name = `Stretch ${index + 1}`;
    if (typeof candidate !== 'object' || candidate === null)
      return fail(`${name} is not a stretch of sound.`);
    const fault = faultOf(candidate);
    if (fault) return fail(`${name} ${fault}`);
    const { from, to, treatment } = candidate as SoundSpan;
    if (durationSeconds !== null && from >= durationSeconds)
      return fail(`${name} begins after the end of the recording (${durationSeconds} seconds).`);
    spans.push({ from, to, treatment });
  }
  return ok(spans);
}
