import { open, stat } from 'node:fs/promises';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Context } from './context.ts';

/** Paper that was scanned: a picture or a PDF, by its content. Sizes are in bytes. */
const largestScan = 100 * 1024 * 1024;

const tiff = (head: Buffer): boolean => /^(II\*\0|MM\0\*)/.test(head.subarray(0, 4).toString('latin1'));

const signatures: readonly (readonly [type: string, matches: (head: Buffer) => boolean])[] = [
  ['application/pdf', (head) => head.subarray(0, 5).toString('latin1') === '%PDF-'],
  ['image/jpeg', (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff],
  ['image/png', (head) => head.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n'],
  ['image/tiff', tiff],
];

/** The type of a scan by its first bytes. @throws CustosError `unsupported` for anything else */
async function scanType(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(16);
    await handle.read(head, 0, head.length, 0);
    const found = signatures.find(([, matches]) => matches(head));
    if (found) return found[0];
  } finally {
    await handle.close();
  }
  throw new CustosError(
    'unsupported',
    'A signed form can be a PDF, a JPEG or a PNG. Please scan it again as one of these.',
  );
}

/** The scan that was handed over, as a path or as something received. @throws CustosError where it is none */
export async function scanFile(
  { rooms, caller }: Context,
  { path: given, upload: ticket }: { readonly path?: string | undefined; readonly upload?: Id | undefined },
): Promise<{ readonly path: string; readonly type: string }> {
  const upload = ticket && rooms.uploads.find(caller.session, ticket);
  const path = upload ? upload.path : given;
  if (!path) throw new CustosError('invalid-input', 'Please choose the scanned form.', { field: 'path' });
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile())
    throw new CustosError('unreadable', 'The scanned form cannot be read. Please choose it again.');
  if (facts.size > largestScan) throw new CustosError('too-large', 'A scanned form may have 100 MB at most.');
  return { path, type: await scanType(path) };
}
