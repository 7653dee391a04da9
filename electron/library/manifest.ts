import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, isId } from '../../shared/kernel/id.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { replaceFile } from '../files/durable.ts';

/** The newest layout of a library that this program knows. */
const format = 1;

const publicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const form = z.object({
  format: z.literal(format),
  id: z.string().refine((text): text is Id => isId(text)),
  name: z.string().min(1),
  createdAt: z.string().refine((text): text is Instant => isInstant(text)),
  /** Ed25519, base64url: verifies the trail's checkpoints. */
  checkpointKey: publicKey,
  /** Those before a user was removed, oldest first: older checkpoints still verify. */
  formerCheckpointKeys: z.array(publicKey).default([]),
});

/** `library.json`: what may be known without unlocking. It holds no secret. */
export type Manifest = Readonly<z.output<typeof form>>;

const anyFormat = z.object({ format: z.number().int().positive() });

/**
 * Reads `library.json`.
 * @throws CustosError `not-found` where there is none, `unsupported` where a newer Custos wrote it, `damaged`.
 */
export async function readManifest(path: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new CustosError(
      'not-found',
      'There is no library here: the file "library.json" cannot be read. Choose a folder that ends in ".custos".',
      {},
      cause,
    );
  }
  try {
    const json: unknown = JSON.parse(text);
    const version = anyFormat.parse(json).format;
    if (version <= format) return form.parse(json);
  } catch (cause) {
    throw new CustosError(
      'damaged',
      'The file "library.json" is not well formed. Restore it from a backup.',
      {},
      cause,
    );
  }
  throw new CustosError(
    'unsupported',
    'This library was made by a newer version of Custos. Nothing was changed. Update Custos to open it.',
  );
}

/** Puts the file in place whole or not at all. */
export const writeManifest = (path: string, manifest: Omit<Manifest, 'format'>): Promise<void> =>
  replaceFile(path, `${JSON.stringify({ format, ...manifest }, null, 2)}\n`);

/** Records another checkpoint key and keeps the present one as a former one. May be repeated. */
export async function replaceCheckpointKey(path: string, checkpointKey: string): Promise<void> {
  const manifest = await readManifest(path);
  if (manifest.checkpointKey === checkpointKey) return;
  const formerCheckpointKeys = [...manifest.formerCheckpointKeys, manifest.checkpointKey];
  await writeManifest(path, { ...manifest, checkpointKey, formerCheckpointKeys });
}
