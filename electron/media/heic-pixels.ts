import { createRequire } from 'node:module';
import { SetAsideError } from './set-aside.ts';
import { pixelLimit, type RawPixels } from './sharp-pictures.ts';

interface HeifImage {
  get_width(): number;
  get_height(): number;
  display(
    target: { data: Uint8ClampedArray; width: number; height: number },
    done: (shown: unknown) => void,
  ): void;
  free(): void;
}

interface Libheif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

let loaded: Libheif | null = null;

/** The decoder is 2 MB of WebAssembly: loaded with the first HEIC, not before. */
function libheif(): Libheif {
  loaded ??= createRequire(import.meta.url)('libheif-js/wasm-bundle') as Libheif;
  return loaded;
}

/**
 * Decodes the primary picture of a HEIC file. The format's own rotation and mirroring are applied by the
 * decoder, so the samples are upright (ISO/IEC 23008-12 section 6.5.10).
 * @throws SetAsideError where it cannot be decoded or has more than 300 million pixels.
 */
export function decodeHeic(bytes: Buffer): Promise<RawPixels> {
  const images = new (libheif().HeifDecoder)().decode(bytes);
  const image = images[0];
  if (!image)
    return Promise.reject(new SetAsideError('unreadable', 'The file holds no picture that can be decoded.'));
  const width = image.get_width();
  const height = image.get_height();
  const free = (): void => {
    for (const each of images) each.free();
  };
  if (width * height > pixelLimit) {
    free();
    return Promise.reject(new SetAsideError('too-large', 'The picture has more than 300 million pixels.'));
  }
  const data = new Uint8ClampedArray(width * height * 4);
  return new Promise((resolve, reject) => {
    image.display({ data, width, height }, (shown) => {
      free();
      if (shown) resolve({ raw: new Uint8Array(data.buffer), width, height });
      else
        reject(new SetAsideError('unreadable', 'The picture could not be decoded; it seems to be damaged.'));
    });
  });
}
