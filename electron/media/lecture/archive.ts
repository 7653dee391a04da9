import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ZipFile as NewZipFile } from 'yazl';
import { SetAsideError } from '../set-aside.ts';

/** A lecture of a thousand slides has some ten thousand parts. */
const mostEntries = 20_000;
/** No honest office document unfolds to more than this many times its size, or to more than so much in all. */
const mostFold = 100;
const alwaysAllowed = 64 * 1024 ** 2;
const mostBytes = 8 * 1024 ** 3;

const hostile = (message: string): SetAsideError => new SetAsideError('hostile', message);
const damaged = (): SetAsideError =>
  new SetAsideError('unreadable', 'The file is damaged: its list of parts or one of them cannot be read.');

/** An office document (ZIP, APPNOTE 6.3.10) whose directory has been read and found to be within bounds. */
export interface Archive {
  /** Names of all parts in the order of the directory, folders left out. */
  readonly names: readonly string[];
  bytesOf(name: string): number;
  /** A part whole; null where there is none of that name. @throws SetAsideError where it is larger than `limit`. */
  read(name: string, limit: number): Promise<Buffer | null>;
  writeTo(name: string, path: string): Promise<void>;
  stream(name: string): Promise<Readable>;
  close(): void;
}

function assertEntry({ fileName, compressionMethod, ...entry }: Entry, known: ReadonlySet<string>): void {
  if ((entry.generalPurposeBitFlag & 1) !== 0)
    throw new SetAsideError('unsupported', 'The file is locked with a password.');
  if (compressionMethod !== 0 && compressionMethod !== 8)
    throw new SetAsideError('unsupported', 'The file is packed in a way that Custos does not read.');
  // Names of parts are the same in capitals (ECMA-376 part 2, 6.2.2.3): another reader may take the other one.
  if (known.has(fileName.toLowerCase())) throw hostile('Two parts of the file have the same name.');
}

/** Reads the directory within bounds; sizes that it states are checked again while a part is read. */
async function entriesOf(zip: ZipFile, fileBytes: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > mostEntries) throw hostile(`The file has more than ${mostEntries} parts.`);
  const entries = new Map<string, Entry>();
  const known = new Set<string>();
  const most = Math.min(mostBytes, Math.max(alwaysAllowed, mostFold * fileBytes));
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    assertEntry(entry, known);
    bytes += entry.uncompressedSize;
    if (bytes > most)
      throw hostile('The file would unfold to many times its size, as files do that are made to do harm.');
    known.add(entry.fileName.toLowerCase());
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
  }
  return entries;
}

/** The library's complaints are about the file. A name that leads out of it is no accident. */
function asSetAside(error: unknown): SetAsideError {
  if (error instanceof SetAsideError) return error;
  const text = error instanceof Error ? error.message : '';
  if (/relative path|absolute path|invalid characters/.test(text))
    return hostile('A part of the file has a name that leads out of it.');
  return damaged();
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asSetAside(error);
  }
}

async function whole(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Opens a document. @throws SetAsideError where it is none, or is not within bounds. */
export async function openArchive(path: string): Promise<Archive> {
  const { size } = await stat(path);
  const zip = await guarded(() =>
    openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    }),
  );
  try {
    return archiveOf(zip, await guarded(() => entriesOf(zip, size)));
  } catch (error) {
    zip.close();
    throw error;
  }
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Archive {
  const stream = async (name: string): Promise<Readable> => {
    const entry = entries.get(name);
    if (!entry) throw damaged();
    return guarded(() => zip.openReadStreamPromise(entry));
  };
  const bytesOf = (name: string): number => entries.get(name)?.uncompressedSize ?? 0;
  return {
    names: [...entries.keys()],
    bytesOf,
    stream,
    async read(name, limit) {
      if (!entries.has(name)) return null;
      if (bytesOf(name) > limit) throw new SetAsideError('too-large', 'A part of the file is too large.');
      return guarded(async () => whole(await stream(name)));
    },
    writeTo: (name, to) =>
      guarded(async () => pipeline(await stream(name), createWriteStream(to, { mode: 0o600 }))),
    close: () => zip.close(),
  };
}

/**
 * Writes a document anew: every part of another one under its own name in the same order, those in `instead` with new
 * content. Whatever lay between or behind the parts is left out.
 */
export async function rewriteArchive(
  from: Archive,
  instead: ReadonlyMap<string, Buffer>,
  path: string,
): Promise<void> {
  const zip = new NewZipFile();
  const options = { mtime: new Date(1980, 0, 1), mode: 0o100644 };
  const writing = pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 }));
  const failed = Promise.withResolvers<never>();
  zip.on('error', failed.reject);
  for (const name of from.names) {
    const bytes = instead.get(name);
    if (bytes) zip.addBuffer(bytes, name, options);
    else
      zip.addReadStreamLazy(name, options, (give) => {
        const opened = (stream: Readable): void => {
          stream.once('error', failed.reject);
          give(null, stream);
        };
        from.stream(name).then(opened, (error: unknown) => failed.reject(error));
      });
  }
  zip.end();
  await guarded(() => Promise.race([writing, failed.promise]));
}
