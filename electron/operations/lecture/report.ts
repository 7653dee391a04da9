import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { mediaUrl } from '../../../shared/contract/media-url.ts';
import { matchWords } from '../../../shared/domain/lecture/colour.ts';
import { sayPlaces } from '../../../shared/domain/lecture/places.ts';
import { type Audience, useNames } from '../../../shared/domain/policy/words.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { lectureReportPdf, type ReportedPart } from '../documents/lecture-report.ts';
import { libraryFolder, placeFile, prepareFile, writeOut } from '../release-folder.ts';
import { type JudgedPart, type Verdict, verdictOn } from './verdict.ts';

const audienceNames: Readonly<Record<Audience, string>> = {
  careTeam: 'the care team',
  medicalSetting: 'a medical setting',
  public: 'the public',
};

const becauseNames: Readonly<Record<JudgedPart['replacements'][number]['because'], string>> = {
  sameRecording: 'another copy of this recording',
  samePatient: 'a newer recording of the same patient',
  sameLabel: 'a newer recording with the same label',
};

const kindNames = { original: 'the original', anonymised: 'the anonymised copy' } as const;

function detailsOf({ candidates, replacements, note, cropped, erased, colour }: JudgedPart): string[] {
  return [
    ...(note ? [note] : []),
    ...(cropped ? ['Its edges are cut off where it is shown, but the file holds all of it.'] : []),
    ...(erased ? [`It was the content of ${erased.number}.`] : []),
    ...candidates.flatMap(({ how, recording, kind, decision }) => [
      `${matchWords[how]} ${recording.number}${kind ? `, ${kindNames[kind]}` : ''}.`,
      ...(colour === 'green'
        ? []
        : [...decision.reasons, ...decision.remedies.map((remedy) => `To do: ${remedy}`)]),
    ]),
    ...replacements.map(
      ({ recording, kind, because }) =>
        `To be shown instead: ${recording.number}, ${kindNames[kind]} (${becauseNames[because]}).`,
    ),
  ];
}

function reported(part: JudgedPart, { files }: Verdict): ReportedPart {
  const places = sayPlaces(part.places);
  const file = files[part.file]?.name ?? '';
  const where = places === '' ? file : files.length > 1 ? `${file}: ${places}` : places;
  return { colour: part.colour, where, says: part.says, details: detailsOf(part) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function write({ rooms }: Context, bytes: Uint8Array, to: string): Promise<string> {
  const place = await prepareFile(resolve(to), randomUUID(), libraryFolder(rooms));
  await writeOut(place.part, once(bytes), new Date());
  await placeFile(place);
  return place.final;
}

/** The verdict of this moment as a page to print, or written where the command asked. */
export async function report(
  context: Context,
  { check, to, ...question }: Parsed<'lecture.report'>,
): Promise<Output<'lecture.report'>> {
  const { rooms, caller } = context;
  const run = rooms.lectures.find(caller.session, check);
  const verdict = await verdictOn(context, run, question, 'lecture.reportPrinted');
  const bytes = await lectureReportPdf({
    library: rooms.settings.name,
    files: verdict.files.map(({ name }) => name),
    use: useNames[question.use],
    audience: audienceNames[question.audience],
    askedBy: caller.name,
    at: rooms.clock.today(),
    parts: verdict.parts.map((part) => reported(part, verdict)),
  });
  if (to !== undefined) return { url: null, file: await write(context, bytes, to) };
  const opens = { what: 'bytes', bytes, type: 'application/pdf', fileName: 'lecture-check.pdf' } as const;
  const grant = rooms.tokens.issue({ session: caller.session, opens, recordings: [] });
  return { url: mediaUrl(grant.token), file: null };
}
