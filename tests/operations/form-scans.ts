import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/** Printed forms as a scanner sees them: pages set by poppler's pdftoppm, turned, scaled and made grey. */

/** Each page of a PDF as a grey picture at so many dots an inch. */
export function pagesAsPictures(pdf: Uint8Array, dots = 150): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'custos-pages-'));
  try {
    writeFileSync(join(folder, 'in.pdf'), pdf);
    execFileSync('pdftoppm', [
      '-r',
      String(dots),
      '-gray',
      '-png',
      join(folder, 'in.pdf'),
      join(folder, 'page'),
    ]);
    const names = readdirSync(folder).filter((name) => name.endsWith('.png'));
    return names.sort().map((name) => readFileSync(join(folder, name)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Handling {
  /** Degrees clockwise, any number of them. */
  readonly turned?: number;
  readonly scale?: number;
  readonly quality?: number;
  readonly form?: 'jpeg' | 'png' | 'tiff';
}

/** A page as it lies in a scanner. */
export async function scanned(page: Buffer, handling: Handling = {}): Promise<Buffer> {
  const { turned = 0, scale = 1, quality = 60, form = 'jpeg' } = handling;
  const { width = 0 } = await sharp(page).metadata();
  const picture = sharp(page)
    .rotate(turned, { background: '#f4f4f0' })
    .resize({ width: Math.round(width * scale) })
    .greyscale();
  return picture.toFormat(form, form === 'jpeg' ? { quality } : {}).toBuffer();
}

/** A PDF as a copier makes it: a picture a page, each in a stream of its own. */
export async function scannedPdf(jpegs: readonly Buffer[], trailer = ''): Promise<Buffer> {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const kids = jpegs.map((_, index) => `${10 + index * 3} 0 R`).join(' ');
  parts.push(Buffer.from(`1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n`));
  parts.push(Buffer.from(`2 0 obj <</Type/Pages/Count ${jpegs.length}/Kids[${kids}]>> endobj\n`));
  for (const [index, jpeg] of jpegs.entries()) {
    const { width, height } = await sharp(jpeg).metadata();
    const at = 10 + index * 3;
    const draw = 'q 595 0 0 842 0 0 cm /I Do Q';
    parts.push(
      Buffer.from(
        `${at} 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${at + 1} 0 R/Resources<</XObject<</I ${at + 2} 0 R>>>>>> endobj\n` +
          `${at + 1} 0 obj <</Length ${draw.length}>> stream\n${draw}\nendstream endobj\n` +
          `${at + 2} 0 obj <</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>> stream\n`,
      ),
      jpeg,
      Buffer.from('\nendstream endobj\n'),
    );
  }
  parts.push(Buffer.from(`trailer <</Root 1 0 R>>\n${trailer}%%EOF\n`));
  return Buffer.concat(parts);
}
