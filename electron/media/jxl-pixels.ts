import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { jxlStructure } from './jxl-structure.ts';
import { SetAsideError } from './set-aside.ts';
import { pixelLimit, type RawPixels } from './sharp-pictures.ts';

type Decode = typeof import('@jsquash/jxl/decode.js').default;

let loaded: Promise<Decode> | null = null;

/** The decoder is 2 MB of WebAssembly: loaded with the first picture, and from the disk, never over a network. */
async function decoder(): Promise<Decode> {
  const codec = await import('@jsquash/jxl/decode.js');
  const place = createRequire(import.meta.url).resolve('@jsquash/jxl/codec/dec/jxl_dec.wasm');
  await codec.init(await WebAssembly.compile(readFileSync(place)));
  return codec.default;
}

/**
 * Decodes a JPEG XL picture, or the first one of an animation, in 8 bits and sRGB. The turning that the picture
 * states is applied by the decoder. @throws SetAsideError where it cannot be decoded or has more than 300 million pixels.
 */
export async function decodeJxl(bytes: Buffer): Promise<RawPixels> {
  const { size } = jxlStructure(bytes);
  if (size && size.width * size.height > pixelLimit)
    throw new SetAsideError('too-large', 'The picture has more than 300 million pixels.');
  loaded ??= decoder();
  const decode = await loaded;
  try {
    const { data, width, height } = await decode(Uint8Array.from(bytes).buffer);
    return { raw: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height };
  } catch {
    throw new SetAsideError('unreadable', 'The picture could not be decoded; it seems to be damaged.');
  }
}
