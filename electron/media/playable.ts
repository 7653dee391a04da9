import { inReadingOrder, type RandomAccess } from './faststart.ts';
import { findTool, runTool, type ToolPlaces } from './ffmpeg.ts';
import { filmCoders, playableArguments } from './ffmpeg-arguments.ts';
import type { Container, Kind } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';

/** About two hours of film. It is held in memory while it is looked at. */
const outputLimit = 512 * 1024 * 1024;
const timeLimitMs = 15 * 60_000;

/** A film or sound in a form that every window plays. */
export interface Playable {
  readonly bytes: Uint8Array;
  readonly type: 'video/x-matroska' | 'audio/ogg';
}

export interface Unplayable {
  readonly kind: Exclude<Kind, 'photo'>;
  readonly container: string;
  readonly durationMs: number | null;
  readonly file: RandomAccess;
}

const iso = ['mp4', 'm4v', 'mov', 'm4a'];

/**
 * Codes a film or sound anew for the window, which knows fewer forms than cameras make. ffmpeg reads it from a pipe
 * and writes it to a pipe, so that no plaintext lies on a disk; nothing of the file's own words is kept.
 * @throws SetAsideError 'unreadable', or 'timed-out' or 'too-large' at a bound; CustosError 'missing-tool'.
 */
export async function makePlayable(
  { kind, container, durationMs, file }: Unplayable,
  places: ToolPlaces,
  signal: AbortSignal,
): Promise<Playable> {
  const tool = findTool('ffmpeg', places);
  for (const form of kind === 'video' ? filmCoders : (['sound'] as const)) {
    const ran = await runTool(tool, playableArguments(container as Container, form, durationMs), {
      timeLimitMs,
      outputLimit,
      signal,
      input: iso.includes(container) ? inReadingOrder(file) : file.stream(0, file.size),
    });
    if (/Unknown encoder/i.test(ran.complaints)) continue;
    if (ran.exitCode !== 0) break;
    return { bytes: ran.output, type: kind === 'video' ? 'video/x-matroska' : 'audio/ogg' };
  }
  throw new SetAsideError('unreadable', 'This recording could not be made ready for this window.');
}
