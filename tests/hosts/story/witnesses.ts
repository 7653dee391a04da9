import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import type { Box } from './photographs.ts';

const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** Every tag that ExifTool finds in a file, but for what it says of the file system and works out itself. */
export function tagsOf(file: string): Record<string, unknown> {
  const [tags] = JSON.parse(run('exiftool', ['-json', '-G1', '-a', '-u', '-U', file])) as Record<
    string,
    unknown
  >[];
  const own = /^(System|File|ExifTool|Composite|SourceFile|JFIF|ICC)/;
  return Object.fromEntries(Object.entries(tags ?? {}).filter(([name]) => !own.test(name)));
}

/** The words that Tesseract reads in a picture. */
export const wordsIn = (file: string): string => run('tesseract', [file, '-', '--psm', '11']);

export const wordsInPdf = (file: string): string => run('pdftotext', ['-layout', file, '-']);

/** How far the samples inside a box lie apart at most: a solid region has next to nothing. */
export async function spreadIn(file: string, { x, y, w, h }: Box): Promise<number> {
  const cut = await sharp(file).extract({ left: x, top: y, width: w, height: h }).png().toBuffer();
  const { channels } = await sharp(cut).stats();
  return Math.max(...channels.map(({ min, max }) => max - min));
}
