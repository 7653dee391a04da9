import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { colourOf } from '../../../shared/domain/lecture/colour.ts';
import { sayPlaces } from '../../../shared/domain/lecture/places.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { CleanedLecture } from '../../media/lecture/lecture.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { libraryFolder, placeFile, prepareFile, type ReleasePlace, writeOut } from '../release-folder.ts';
import type { CheckedFile, CheckedPart, LectureCheck } from './checked.ts';
import { digestOf } from './lecture-run.ts';
import { assertDone, countsOf, judgeAll, recordingsIn } from './verdict.ts';

type Asked = Parsed<'lecture.clean'>;

const changed = (): CustosError =>
  new CustosError('conflict', 'The file was changed since it was checked. Please check it again.');

async function fileOf(run: LectureCheck, index: number): Promise<CheckedFile> {
  const file = run.files[index];
  if (!file?.sha256) throw new CustosError('not-found', 'Only a presentation or a PDF can be cleaned.');
  if ((await digestOf(file.path).catch(() => null)) !== file.sha256) throw changed();
  return file;
}

interface Judged {
  readonly gone: readonly CheckedPart[];
  readonly amber: number;
}

/** What may not be in a copy: everything red, and what the policy lets be shown but not be copied. */
async function judgeCopy(
  context: Context,
  run: LectureCheck,
  { file, use, audience }: Asked,
): Promise<Judged> {
  const { rooms, caller } = context;
  return rooms.catalogue.write(async (writer) => {
    const judged = await judgeAll(context, writer, run, { action: 'export', use, audience });
    const mine = judged.flatMap((part, at) => (part.file === file ? [{ ...part, at }] : []));
    const gone = mine.filter(({ reason }) => colourOf[reason] === 'red');
    const { red, amber } = countsOf(mine);
    if (red > 0)
      await rooms.record(writer, {
        kind: 'lecture.cleaned',
        by: caller.user,
        about: recordingsIn(mine).map((id) => ({ noun: 'recording' as const, id })),
        facts: { use, audience, replaced: red, amber },
      });
    return { gone: gone.flatMap(({ at }) => run.parts[at] ?? []), amber };
  });
}

/** What the copy still contains, for whoever hands it on. */
function containsOf({ format }: CheckedFile, { gone, amber }: Judged, cleaned: CleanedLecture): string[] {
  const clips = gone.filter(({ name }) => cleaned.emptied.includes(name));
  return [
    ...clips.map(({ places }) => `${sayPlaces(places)}: the clip was taken out and cannot be played.`),
    ...(cleaned.thumbnail ? ['The small picture that folders show of the file was taken out as well.'] : []),
    ...(amber > 0
      ? [`${amber} pictures, clips or documents marked amber are in it as they were: look at each of them.`]
      : []),
    format === 'pptx'
      ? 'Words were not read: titles, texts, notes, comments and the author’s name are as they were. What was written about a picture that was taken out is gone.'
      : 'Words were not read: texts, notes, comments, descriptions and the author’s name are as they were. A signature of the file does not hold for the copy.',
    'Shapes and drawings over a picture stay, and so does whatever is marked green: the copy may be used as long as the check says so.',
  ];
}

async function put(from: string, place: ReleasePlace): Promise<string> {
  try {
    await writeOut(place.part, createReadStream(from), new Date());
    await placeFile(place);
    return place.final;
  } finally {
    await rm(from, { force: true });
    await rm(place.part, { force: true });
  }
}

async function placeFor(
  { rooms }: Context,
  file: CheckedFile,
  to: string | undefined,
): Promise<ReleasePlace> {
  const name = basename(file.name);
  const ending = extname(name) || `.${file.format}`;
  const stem = name.slice(0, name.length - extname(name).length);
  if (to === undefined) await mkdir(rooms.releasesFolder, { recursive: true });
  const wanted = to === undefined ? join(rooms.releasesFolder, `${stem} (cleaned)${ending}`) : resolve(to);
  return prepareFile(wanted, rooms.clock.newId(), libraryFolder(rooms));
}

/** Makes a copy of one file of a check without what may not be shown or copied. The file itself is not changed. */
export async function clean(context: Context, asked: Asked): Promise<Output<'lecture.clean'>> {
  const { rooms, caller } = context;
  const run = rooms.lectures.find(caller.session, asked.check);
  assertDone(run);
  const file = await fileOf(run, asked.file);
  const place = await placeFor(context, file, asked.to);
  const judged = await judgeCopy(context, run, asked);
  if (judged.gone.length === 0)
    throw new CustosError('conflict', 'Nothing in this file has to be taken out. No copy was made.');
  const from = join(rooms.tmp, `lecture-${rooms.clock.newId()}`);
  const names = judged.gone.map(({ name }) => name);
  const cleaned = await rooms.media.cleanLecture(file.path, names, from);
  if (cleaned.outcome === 'set-aside') {
    await rm(from, { force: true });
    throw new CustosError('unreadable', `${cleaned.message} No copy was made.`);
  }
  return {
    file: await put(from, place),
    replaced: cleaned.replaced,
    contains: containsOf(file, judged, cleaned),
  };
}
