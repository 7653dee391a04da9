import { Readable } from 'node:stream';
import type { ByteSource } from './byte-source.ts';
import { readExif } from './exif.ts';
import { findTool, runTool, type ToolPlaces } from './ffmpeg.ts';
import { hasDemuxer, stillArguments } from './ffmpeg-arguments.ts';
import type { Container, Salvaged } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';
import { codedAnew, nothingLeft } from './sharp-pictures.ts';
import { pictureOf, structureOf } from './still.ts';

interface Tools {
  readonly places: ToolPlaces;
  readonly timeLimitMs: number;
}

/** A picture of 300 megapixels as PNG, next to uncompressed. */
const outputLimit = 1_300_000_000;

/** Containers whose own coding loses detail: another JPEG of high quality takes nothing more that is seen. */
const lossy = new Set<Container>(['jpeg', 'webp', 'heic', 'avif', 'raw']);

const formFor = (container: Container, alpha: boolean): Salvaged['container'] =>
  lossy.has(container) && !alpha ? 'jpeg' : 'png';

async function byOwnDecoder(source: ByteSource, container: Container): Promise<Salvaged> {
  const [input, alpha] = await pictureOf(source, container);
  const form = formFor(container, alpha);
  return { bytes: await codedAnew(input, form), container: form };
}

/** A TIFF is a directory as EXIF is one; the others carry theirs. */
const orientationOf = (source: ByteSource, container: Container): number =>
  readExif(container === 'tiff' ? source.whole() : structureOf(source, container).exif).orientation ?? 1;

async function byFfmpeg(
  source: ByteSource,
  container: Container,
  { places, timeLimitMs }: Tools,
): Promise<Salvaged> {
  const bytes = source.whole();
  if (!bytes || !hasDemuxer(container)) throw new SetAsideError('unreadable', nothingLeft);
  const run = { timeLimitMs, outputLimit, input: Readable.from([bytes]) };
  const { output } = await runTool(findTool('ffmpeg', places), stillArguments(container), run);
  if (output.length === 0) throw new SetAsideError('unreadable', nothingLeft);
  const form = formFor(container, container === 'webp');
  return { bytes: await codedAnew(output, form, orientationOf(source, container)), container: form };
}

/** @throws SetAsideError with what the first decoder said, where the second is not there or does no better. */
export async function salvageStill(
  source: ByteSource,
  container: Container,
  tools: Tools,
): Promise<Salvaged> {
  try {
    return await byOwnDecoder(source, container);
  } catch (first) {
    if (!(first instanceof SetAsideError) || first.reason === 'too-large') throw first;
    return byFfmpeg(source, container, tools).catch(() => {
      throw first;
    });
  }
}
