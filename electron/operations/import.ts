import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import type { ImportRequest } from './import-outcome.ts';
import { type FoundFile, findFiles } from './import-source.ts';
import { mayReadSubject } from './treats.ts';

const longestName = 120;

/** The name a file came with, as a name on this disk: no path, no control characters, not too long. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const plain = last.replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_').replace(/^\.+/, '');
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - ending.length).slice(0, longestName);
  return stem + ending || 'received';
}

/** Takes received files over from their session: they are the job's now, and go when their items end. */
async function takeUploads(
  { rooms, caller }: Context,
  tickets: readonly Id[],
): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (const ticket of new Set(tickets)) {
    const upload = rooms.uploads.take(caller.session, ticket);
    if (!upload) {
      throw new CustosError(
        'invalid-input',
        'One of the files was not received whole. Please send it again.',
        {
          field: 'uploads',
        },
      );
    }
    const folder = join(rooms.tmp, `received-${ticket}`);
    const path = join(folder, safeName(upload.name));
    await mkdir(folder, { mode: 0o700 });
    await rename(upload.path, path);
    files.push({ path, bytes: (await stat(path)).size });
  }
  return files;
}

/** What is said of the whole batch is checked once, before the first file: a job does not fail on it later. */
async function assertClassification(context: Context, input: Parsed<'import.start'>): Promise<void> {
  const { made, subjects } = input.classify ?? {};
  if (made?.earliest && made.latest && made.earliest > made.latest) {
    throw new CustosError('invalid-input', 'The earliest day lies after the latest.', {
      field: 'classify.made',
    });
  }
  const asked = [...new Set(subjects ?? [])];
  const good = await context.rooms.catalogue.read(async (reader) => {
    const known = (await reader.subjects.getMany(asked)).filter(({ mergedInto }) => mergedInto === null);
    const open = await Promise.all(known.map(({ id }) => mayReadSubject(context, reader, id)));
    return known.length === asked.length && open.every(Boolean);
  });
  if (!good) {
    throw new CustosError('invalid-input', 'There is no such patient, or the entry was joined to another.', {
      field: 'classify.subjects',
    });
  }
}

/** Starts taking files in: a durable job with an item a file. */
async function start(context: Context, input: Parsed<'import.start'>): Promise<Output<'import.start'>> {
  const { rooms, caller } = context;
  await assertClassification(context, input);
  const { files, passedOver } = await findFiles(input.paths);
  const all = [...files, ...(await takeUploads(context, input.uploads))];
  if (all.length === 0) {
    throw new CustosError('invalid-input', 'There is no file to take in there.', { passedOver });
  }
  const { move, paths, classify = null } = input;
  const request: ImportRequest = { move, paths, classify };
  const sources = all.map(({ path, bytes }) => ({ source: path, bytes }));
  return { job: await rooms.jobs.start('import', caller.user, request, sources), passedOver };
}

export const importOperations: Handlers = { 'import.start': start };
