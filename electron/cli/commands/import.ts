import { resolve } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { classificationOf } from '../classification.ts';
import {
  type Command,
  type Invocation,
  libraryOptions,
  libraryUsage,
  textOption,
  words,
} from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import { type Item, reportItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { readForm } from '../read-form.ts';

type JobItem = Output<'job.show'>['items'][number];
type Job = Output<'job.show'>['job'];

const pageSize = 1_000;
/** Events may be missed, and a session that nobody touches locks itself: look again this often, in milliseconds. */
const lookEvery = 1_000;
const touchEvery = 60_000;
const stored: readonly JobItem['state'][] = ['stored', 'duplicate'];

const ended = ({ state }: Job): boolean => state === 'done' || state === 'cancelled' || state === 'failed';

/** Waits until a job has ended, telling how far it is. */
async function waitFor({ call, subscribe }: Library, job: Id, { voice }: Invocation): Promise<void> {
  let wake: () => void = () => undefined;
  const unsubscribe = subscribe((event) => {
    if (event.kind === 'job' && event.job.id === job) wake();
  });
  const touching = setInterval(() => void call('session.touch', {}).catch(() => undefined), touchEvery);
  try {
    for (;;) {
      const { job: now } = await call('job.show', { job, limit: 1 });
      voice.progress(`${now.done} of ${now.total} files`);
      if (ended(now)) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookEvery);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    clearInterval(touching);
    unsubscribe();
  }
}

async function allItems({ call }: Library, job: Id): Promise<JobItem[]> {
  const items: JobItem[] = [];
  for (;;) {
    const page = await call('job.show', { job, offset: items.length, limit: pageSize });
    items.push(...page.items);
    if (page.items.length < pageSize) return items;
  }
}

/** A finished job forgets the names of what it stored: they are taken down while it runs. */
async function fileNames(library: Library, job: Id): Promise<ReadonlyMap<Id, string>> {
  const items = await allItems(library, job);
  return new Map(items.map(({ id, file }) => [id, file]));
}

const reportOf = ({ file, state, recording, sourceRemoved, error }: JobItem): Item & { file: string } => ({
  id: recording?.id ?? null,
  number: recording?.number ?? null,
  state,
  file,
  ...{ sourceRemoved },
  ...(error ? { error } : {}),
  ...(!error && !stored.includes(state)
    ? { error: { code: 'cancelled', message: 'This file was not taken in.' } }
    : {}),
});

async function importFiles(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  const paths = words(positionals, 'files and folders', 1, Number.POSITIVE_INFINITY).map((path) =>
    resolve(path),
  );
  const form = textOption(options, 'classify');
  const classification = form === undefined ? undefined : await readForm('import-classify', form);
  return withLibrary(invocation, async (library) => {
    const classify = classification ? await classificationOf(library, classification) : undefined;
    const { job } = await library.call('import.start', {
      paths,
      move: options.move === true,
      ...(classify ? { classify } : {}),
    });
    const names = await fileNames(library, job);
    await waitFor(library, job, invocation);
    const ended = await allItems(library, job);
    const items = ended.map((item) => reportOf({ ...item, file: item.file || (names.get(item.id) ?? '') }));
    const lines = new Map(
      items.map((item) => [item as Item, `${item.number ?? '-'}  ${item.state}  ${item.file}`]),
    );
    for (const { file, error } of items) if (error) voice.say(`${file}: ${error.message}`);
    return reportItems(voice, items, (item) => lines.get(item) ?? []);
  });
}

export const importCommand: Command = {
  usage: [`PATH… [--classify FILE.json] [--move] ${libraryUsage}`],
  options: { ...libraryOptions, classify: { type: 'string' }, move: { type: 'boolean' } },
  run: importFiles,
};
