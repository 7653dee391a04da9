import type { FolderPurpose } from '../../shared/contract/bridge.ts';
import { isPassedOver } from '../../shared/domain/recording/passed-over.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';

/** What a person brought: paths on this machine in the desktop program, files themselves in the browser. */
export type Brought =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'files'; readonly files: readonly File[] };

export const hasDialogs = (): boolean => window.custos !== undefined;

export async function chooseFiles(): Promise<Brought | null> {
  const paths = (await window.custos?.chooseFiles()) ?? [];
  return paths.length > 0 ? { kind: 'paths', paths } : null;
}

export async function chooseFolder(purpose: FolderPurpose): Promise<string | null> {
  return (await window.custos?.chooseFolder(purpose)) ?? null;
}

/** The path of a file that was chosen in the page; null where the host has none. */
export const pathOfFile = (file: File): string | null => window.custos?.pathOf(file) || null;

const readBatch = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A reader hands over at most a hundred entries at a time and an empty list at the end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    for (const inner of batch) if (!isPassedOver(inner.name)) found.push(...(await walk(inner)));
  }
  return found;
}

/**
 * What was dropped on the window; folders are walked where the host has no paths. What another page made up and not
 * the file system has no entry and is taken as a file.
 */
export async function brought(transfer: DataTransfer): Promise<Brought> {
  const native = window.custos;
  if (native) return { kind: 'paths', paths: [...transfer.files].map((file) => native.pathOf(file)) };
  // The entries must be taken before the first await: the transfer is emptied after the event.
  const dropped = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
  const files: File[] = [];
  for (const each of dropped) files.push(...(each instanceof File ? [each] : await walk(each)));
  return { kind: 'files', files };
}

async function upload(file: File, signal: AbortSignal): Promise<Id> {
  const response = await fetch('upload', {
    method: 'PUT',
    headers: { 'x-custos-name': encodeURIComponent(file.name) },
    body: file,
    signal,
  });
  const answer = (await response.json()) as { upload?: Id; error?: { message?: string } };
  if (answer.upload) return answer.upload;
  throw new CustosError(
    'unreadable',
    answer.error?.message ?? `${file.name} could not be handed over. Please try it again.`,
  );
}

/** Hands files to the browser host, two at a time, in order. @throws CustosError where one is not taken. */
export async function uploadAll(
  files: readonly File[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Id[]> {
  const tickets: Id[] = new Array(files.length);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      const file = files[index];
      if (!file) return;
      tickets[index] = await upload(file, signal);
      done += 1;
      onProgress(done);
    }
  };
  await Promise.all([work(), work()]);
  return tickets;
}
