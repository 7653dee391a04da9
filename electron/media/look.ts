import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import { lookAtBitmap } from './bitmap.ts';
import { type ByteSource, openSource } from './byte-source.ts';
import { convertDicom, type PlainForm } from './dicom/convert.ts';
import { dicomFile, lookAtDicom } from './dicom/look-dicom.ts';
import type { ToolPlaces } from './ffmpeg.ts';
import type {
  Container,
  Display,
  Kind,
  LookResult,
  MediaInput,
  Pixels,
  Salvaged,
  SetAside,
  Tiles,
} from './look-result.ts';
import { salvageStill } from './salvage.ts';
import { SetAsideError, setAside } from './set-aside.ts';
import { sniff } from './sniff.ts';
import { displayOfStill, lookAtStill, pixelsOfStill, tilesOfStill } from './still.ts';
import { lookAtStream, type StreamFile } from './streams.ts';

/** What a look needs beyond the file; the clock comes from outside so that it can be judged against. */
interface LookContext {
  readonly places: ToolPlaces;
  readonly toolTimeLimitMs: number;
  /** Where sound and video that come as bytes lie while ffmpeg reads them, mode 0600; deleted after. */
  readonly temporaryFolder: string | null;
  readonly now: Date;
}

interface Recognised {
  readonly kind: Kind;
  readonly container: Container;
}

const emptyMessage = 'The file is empty.';

function recognise(source: ByteSource): Recognised {
  const sniffed = sniff(source);
  if (sniffed.ok) return sniffed;
  if (sniffed.reason === 'empty') throw new SetAsideError('empty', emptyMessage);
  const { found } = sniffed;
  const message =
    found === null
      ? 'The content is no recording that Custos knows.'
      : sniffed.reason === 'unsupported'
        ? `The content is ${found}, which Custos does not take in.`
        : `The content is ${found}, not a recording.`;
  throw new SetAsideError(sniffed.reason, message, found);
}

const isStill = ({ kind, container }: Recognised): boolean => kind === 'photo' && container !== 'bmp';

/** Gives ffmpeg a file to read: the input's own, or a private one that lives as long as the work. */
async function withFile<T>(
  source: ByteSource,
  container: Container,
  context: LookContext,
  work: (file: StreamFile) => Promise<T>,
): Promise<T> {
  if (source.path !== null) return work({ path: source.path, container });
  if (context.temporaryFolder === null) {
    throw new CustosError('invalid-input', 'Sound and video are read from a file, not from memory.');
  }
  const path = join(context.temporaryFolder, `look-${randomBytes(16).toString('hex')}`);
  try {
    writeFileSync(path, source.at(0, source.size), { mode: 0o600, flag: 'wx' });
    return await work({ path, container });
  } finally {
    rmSync(path, { force: true });
  }
}

function asResult(error: unknown, container: Container | null): SetAside {
  if (error instanceof SetAsideError) return setAside(error.reason, error.message, error.found ?? container);
  if (isCustosError(error) && error.code === 'missing-tool') {
    const command = String(error.details.command ?? '');
    return setAside(
      'missing-tool',
      error.message,
      container,
      `Install ffmpeg (${command}), then take the file in again.`,
    );
  }
  throw error;
}

async function guarded<T>(
  input: MediaInput,
  work: (source: ByteSource, recognised: Recognised) => Promise<T>,
): Promise<T | SetAside> {
  let source: ByteSource | null = null;
  let container: Container | null = null;
  try {
    source = openSource(input);
    const recognised = recognise(source);
    container = recognised.container;
    return await work(source, recognised);
  } catch (error) {
    return asResult(error, container);
  } finally {
    source?.close();
  }
}

/**
 * Looks at one file; `thumbnailSide` null asks for the facts alone, `filmSound` for how loud a film is as well. Every
 * fault of the file is a set-aside.
 */
export const look = (
  input: MediaInput,
  thumbnailSide: number | null,
  context: LookContext,
  filmSound = false,
): Promise<LookResult> =>
  guarded<LookResult>(input, async (source, recognised) => {
    const { container } = recognised;
    const { places, toolTimeLimitMs: timeLimitMs, now } = context;
    if (container === 'dicom') return lookAtDicom(source, { thumbnailSide, now });
    if (isStill(recognised)) return lookAtStill(source, container, { thumbnailSide, now });
    const options = { places, timeLimitMs, now, thumbnailSide, filmSound };
    const lookAt = container === 'bmp' ? lookAtBitmap : lookAtStream;
    return withFile(source, container, context, (file) => lookAt(source, file, options));
  });

/** Work that only still pictures allow. */
const onStill = <T>(
  input: MediaInput,
  work: (source: ByteSource, container: Container) => Promise<T>,
): Promise<T | SetAside> =>
  guarded<T>(input, async (source, recognised) => {
    if (recognised.kind === 'photo') return work(source, recognised.container);
    throw new SetAsideError('unsupported', 'Only still pictures have samples to give.', recognised.container);
  });

/** All samples of a still picture, upright. */
export const pixels = (input: MediaInput): Promise<Pixels | SetAside> =>
  onStill<Pixels>(input, pixelsOfStill);

/** As much of a damaged still as can be decoded, coded anew. */
export const salvage = (input: MediaInput, context: LookContext): Promise<Salvaged | SetAside> =>
  guarded<Salvaged>(input, async (source, { kind, container }) => {
    if (kind !== 'photo' || container === 'dicom')
      throw new SetAsideError('unsupported', 'Only still pictures can be stored anew.', container);
    const tools = { places: context.places, timeLimitMs: context.toolTimeLimitMs };
    return salvageStill(source, container, tools);
  });

/** A still upright with its longest side at most `maxSide` pixels, and how large it is in full. */
export const display = (input: MediaInput, maxSide: number): Promise<Display | SetAside> =>
  onStill<Display>(input, (source, container) => displayOfStill(source, container, maxSide));

/** A still in squares of `side` pixels at `levels` sizes, each half of the one before. */
export const tiles = (input: MediaInput, side: number, levels: number): Promise<Tiles | SetAside> =>
  onStill<Tiles>(input, (source, container) => tilesOfStill(source, container, side, levels));

/** The picture of a DICOM file, or its frames as a film. */
export const convert = (
  input: MediaInput,
  form: PlainForm,
  context: LookContext,
): Promise<Uint8Array | SetAside> =>
  guarded<Uint8Array>(input, async (source, { container }) => {
    if (container !== 'dicom') throw new SetAsideError('unsupported', 'This file has no frames.', container);
    return convertDicom(dicomFile(source), form, context.places, context.toolTimeLimitMs);
  });
