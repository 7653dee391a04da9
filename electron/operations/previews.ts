import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '../../shared/kernel/id.ts';
import type { Preview, PreviewSize } from '../catalogue/previews.ts';
import type { Looked, Waveform } from '../media/look-result.ts';
import type { BlobReader } from '../vault/blob-reader.ts';
import type { Rooms } from './context.ts';
import { drawnSound } from './drawn-sound.ts';
import { writeOut } from './release-folder.ts';

/** A stored file up to this size is looked at in memory; a larger one, and sound and video, from `tmp/`. */
const inMemory = 64 * 1024 * 1024;

/** Kept of a film without sound, so that it is not listened to again. */
const silent: Waveform = { peaks: new Int8Array(0), pairs: 0 };

/** A waveform as it is kept: smallest and largest sample of each span, a signed byte each. */
export function waveformPreview({ peaks }: Waveform): Preview {
  const bytes = new Uint8Array(peaks.buffer, peaks.byteOffset, peaks.byteLength);
  return { bytes, type: 'application/octet-stream' };
}

/** Looks at a stored file again. Its plaintext lies on disk only where the tools cannot read it otherwise. */
async function lookAgain(rooms: Rooms, reader: BlobReader, photo: boolean): Promise<Looked | null> {
  if (photo && reader.size <= inMemory) {
    const looked = await rooms.media.look({ bytes: await reader.read(0, reader.size) }, { thumbnail: true });
    return looked.outcome === 'ok' ? looked : null;
  }
  const path = join(rooms.tmp, `look-${randomBytes(16).toString('hex')}`);
  try {
    await writeOut(path, reader.stream(), new Date());
    const looked = await rooms.media.look({ path }, { thumbnail: true, filmSound: true });
    return looked.outcome === 'ok' ? looked : null;
  } finally {
    await rm(path, { force: true });
  }
}

/** Whether a preview of a rendition may be kept: it is there, and its erasure has not begun. */
const mayBeShown = (rooms: Rooms, rendition: Id): Promise<boolean> =>
  rooms.catalogue.read(async (reader) => {
    const row = await reader.renditions.get(rendition);
    const recording = row && (await reader.recordings.get(row.recording));
    return recording?.state === 'active' || recording?.state === 'quarantined';
  });

/**
 * Keeps a preview of a rendition that the catalogue knows. It is kept first and asked about then: an erasure marks its
 * recording before it takes the previews, so one of the two sees the other.
 */
export async function keepPreview(
  rooms: Rooms,
  rendition: Id,
  size: PreviewSize,
  preview: Preview,
): Promise<void> {
  await rooms.previews.put(rendition, size, preview);
  if (!(await mayBeShown(rooms, rendition))) await rooms.previews.removeAll([rendition]);
}

async function rebuild(rooms: Rooms, id: Id): Promise<void> {
  const found = await rooms.catalogue.read(async (reader) => {
    const rendition = await reader.renditions.get(id);
    const recording = rendition && (await reader.recordings.get(rendition.recording));
    return recording?.state === 'active' || recording?.state === 'quarantined'
      ? { rendition, kind: recording.kind }
      : null;
  });
  // Sound has no picture: its waveform is all there is to make.
  const enough = found?.kind === 'audio' && (await rooms.previews.has(id, 'waveform'));
  if (!found?.rendition || enough) return;
  const reader = await rooms.vault.open(found.rendition.blob);
  try {
    const looked = await lookAgain(rooms, reader, found.kind === 'photo');
    if (looked?.thumbnail) {
      const { bytes, type } = looked.thumbnail;
      await keepPreview(rooms, id, 'thumbnail', { bytes, type });
    }
    const waveform = looked?.waveform ?? (found.kind === 'video' ? silent : null);
    if (waveform) await keepPreview(rooms, id, 'waveform', waveformPreview(waveform));
  } finally {
    await reader.close();
  }
}

/** What is being made again, so that a screen full of tiles asks for each but once. */
const making = new WeakMap<Rooms, Map<Id, Promise<void>>>();

function rebuildOnce(rooms: Rooms, rendition: Id): Promise<void> {
  const running = making.get(rooms) ?? new Map<Id, Promise<void>>();
  making.set(rooms, running);
  const already = running.get(rendition);
  if (already) return already;
  const work = rebuild(rooms, rendition).finally(() => running.delete(rendition));
  running.set(rendition, work);
  return work;
}

/** What is kept of a rendition, made again where it was lost. */
async function keptOrMade(rooms: Rooms, rendition: Id, size: PreviewSize): Promise<Preview | null> {
  const kept = await rooms.previews.get(rendition, size);
  if (kept) return kept;
  await rebuildOnce(rooms, rendition);
  return rooms.previews.get(rendition, size);
}

/**
 * A rendition's thumbnail, made again from the vault where it was lost: previews are in no backup, and a kill may
 * come between storing a recording and keeping its picture. Null where the rendition has none.
 */
export const thumbnailOf = (rooms: Rooms, rendition: Id): Promise<Preview | null> =>
  keptOrMade(rooms, rendition, 'thumbnail');

/** How loud a sound or film is over its length; empty for a silent film, null for a picture. */
export const waveformOf = (rooms: Rooms, rendition: Id): Promise<Preview | null> =>
  keptOrMade(rooms, rendition, 'waveform');

/** What stands for a rendition in a tile: its thumbnail, or for a sound the drawing of how loud it is. */
export async function tilePictureOf(rooms: Rooms, rendition: Id): Promise<Preview | null> {
  const thumbnail = await thumbnailOf(rooms, rendition);
  if (thumbnail) return thumbnail;
  // Whatever was made on the way is kept by now.
  const waveform = await rooms.previews.get(rendition, 'waveform');
  return waveform && waveform.bytes.length > 0 ? drawnSound(waveform) : null;
}
