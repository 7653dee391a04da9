import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SoundSpan } from '../../../shared/domain/recording/sound-span.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import { input } from '../../media/ffmpeg-arguments.ts';
import {
  type FilmFacts,
  type FilmFile,
  ffmpeg,
  type SoundTrack,
  type Tools,
} from '../annotations/redact/film/film-facts.ts';
import { muxerArguments } from '../annotations/redact/film/muxers.ts';
import { disguiseNote } from './disguise.ts';
import { rawForm } from './raw-samples.ts';
import { soundCoder } from './sound-coders.ts';
import { treatSamples } from './treat-samples.ts';

export interface TreatedSound {
  readonly lossless: boolean;
  readonly notes: readonly string[];
}

const removedNote = 'The whole sound of the film was taken out.';
const codedNote = (codec: string): string =>
  `The sound was coded afresh as ${codec.toUpperCase()} at a high rate, because stretches of it were treated. Outside of them it sounds the same, but is not the same data.`;

const bare = (track: SoundTrack): readonly string[] => {
  const form = rawForm(track.form);
  return ['-f', form.name, '-ar', String(track.rate), '-ac', String(track.channels)];
};

/** Replaces a file by what ffmpeg makes of it. */
async function remade(file: FilmFile, inputs: readonly string[], args: readonly string[], tools: Tools) {
  const made = join(tools.folder, 'sounding');
  try {
    await ffmpeg(
      [
        ...input(file.container, file.path),
        ...inputs,
        ...args,
        ...muxerArguments(file.container),
        `file:${made}`,
      ],
      tools,
    );
    await rename(made, file.path);
  } finally {
    await rm(made, { force: true });
  }
}

/** Decodes one track to bare samples in a file; that of a film begins where the film does. */
async function decode(
  file: FilmFile,
  index: number,
  track: SoundTrack,
  facts: FilmFacts,
  tools: Tools,
): Promise<string> {
  const path = join(tools.folder, `sound-${index}.raw`);
  const aligned = facts.picture ? ['-af', 'aresample=async=1:first_pts=0'] : [];
  const samples = ['-c:a', `pcm_${rawForm(track.form).name}`, ...bare(track)];
  await ffmpeg(
    [...input(file.container, file.path), '-map', `0:a:${index}`, ...aligned, ...samples, `file:${path}`],
    tools,
  );
  return path;
}

function assertPossible(facts: FilmFacts, spans: readonly SoundSpan[]): void {
  if (facts.sounds.length === 0)
    throw new CustosError(
      'invalid-input',
      'This recording has no sound, so no stretch of it can be treated.',
    );
  if (!facts.picture && spans.some(({ treatment }) => treatment === 'remove'))
    throw new CustosError(
      'invalid-input',
      'A sound recording without its sound would be empty. Choose silence for a stretch, or discard the recording.',
    );
  const odd = facts.sounds.find(({ channels, rate }) => !(channels >= 1 && channels <= 64 && rate >= 1_000));
  if (odd) throw new CustosError('unsupported', 'Custos cannot treat sound of this form.');
}

/** Treats every sound track of the file, in place. */
async function treatTracks(file: FilmFile, facts: FilmFacts, spans: readonly SoundSpan[], tools: Tools) {
  const inputs: string[] = [];
  const maps: string[] = facts.picture ? ['-map', '0:v:0', '-c:v', 'copy'] : [];
  const notes: string[] = [];
  const raws: string[] = [];
  let lossless = true;
  try {
    for (const [index, track] of facts.sounds.entries()) {
      const path = await decode(file, index, track, facts, tools);
      raws.push(path);
      await treatSamples(
        { path, form: rawForm(track.form), channels: track.channels, rate: track.rate },
        spans,
      );
      const coder = soundCoder(track, file.container);
      inputs.push(...bare(track), '-i', `file:${path}`);
      maps.push(
        '-map',
        `${index + 1}:a`,
        ...coder.args.map((arg) => arg.replace(/^-([a-z]+):a$/, `-$1:a:${index}`)),
      );
      if (!coder.exact) notes.push(codedNote(coder.codec));
      lossless &&= coder.exact;
    }
    await remade(file, inputs, maps, tools);
  } finally {
    for (const path of raws) await rm(path, { force: true });
  }
  return { lossless, notes };
}

/**
 * Treats stretches of sound in the samples of a sound file or of a film's tracks, in place.
 * @throws CustosError `invalid-input`, `unsupported`, `unreadable`, `cancelled`
 */
export async function treatSound(
  file: FilmFile,
  facts: FilmFacts,
  spans: readonly SoundSpan[],
  tools: Tools,
): Promise<TreatedSound> {
  assertPossible(facts, spans);
  if (spans.some(({ treatment }) => treatment === 'remove')) {
    await remade(file, [], ['-map', '0:v:0', '-c', 'copy'], tools);
    return { lossless: true, notes: [removedNote] };
  }
  const done = await treatTracks(file, facts, spans, tools);
  const disguised = spans.some(({ treatment }) => treatment === 'disguise');
  return { ...done, notes: [...new Set(done.notes), ...(disguised ? [disguiseNote] : [])] };
}
