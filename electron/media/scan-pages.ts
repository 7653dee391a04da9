import { readFileSync, statSync } from 'node:fs';
import type { MediaInput, SetAside } from './look-result.ts';
import { SetAsideError, told } from './set-aside.ts';
import { scaled, stillFacts } from './sharp-pictures.ts';

/** Pages of paper as JPEG: what is enough to read them, and no more. A4 at 300 dots an inch. */
const longestSide = 3_508;
const mostPages = 400;
const mostBytes = 100 * 1024 * 1024;

/** One page as JPEG, upright by what the file says; null where it cannot be decoded. */
async function pageOf(picture: Uint8Array, page: number): Promise<Uint8Array | null> {
  const options = { strict: false, damaged: true, alpha: false, page };
  try {
    return (await scaled(Buffer.from(picture), longestSide, options)).bytes;
  } catch (error) {
    if (error instanceof SetAsideError) return null;
    throw error;
  }
}

function bytesOf(input: MediaInput): Buffer {
  const length = 'bytes' in input ? input.bytes.length : statSync(input.path).size;
  if (length > mostBytes) throw new SetAsideError('too-large', 'A scanned form may have 100 MB at most.');
  return 'bytes' in input ? Buffer.from(input.bytes) : readFileSync(input.path);
}

async function pagesOf(bytes: Buffer): Promise<readonly (Uint8Array | null)[]> {
  const pages: (Uint8Array | null)[] = [];
  // What reads documents is loaded with the first of them: a worker begins sooner without.
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    const { picturesInPdf } = await import('./pdf/page-pictures.ts');
    for (const picture of await picturesInPdf(bytes)) pages.push(picture && (await pageOf(picture, 0)));
    return pages;
  }
  const facts = await stillFacts(bytes).catch(() => null);
  if (!facts) throw new SetAsideError('unreadable', 'This scan is no picture that can be read.');
  for (let page = 0; page < Math.min(facts.pages, mostPages); page += 1)
    pages.push(await pageOf(bytes, page));
  return pages;
}

/**
 * The pages of a scan, one after the other: the pictures in a PDF, the pages of a TIFF, or the one picture that it is.
 * Null stands for a page that cannot be read.
 */
export const pagePictures = (input: MediaInput): Promise<readonly (Uint8Array | null)[] | SetAside> =>
  told(() => pagesOf(bytesOf(input)));
