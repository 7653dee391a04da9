import { mediaUrl } from '../../../shared/contract/media-url.ts';
import { custodyAllows } from '../../../shared/domain/custody/custody.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import { inspectFile } from '../../anonymise/anonymise.ts';
import { inspectStream } from '../../anonymise/anonymise-stream.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { previewOpens } from '../display.ts';
import { recordingReference } from '../names.ts';
import { findRendition, readInCustody, readingInCustody } from '../open.ts';
import { assertFits, makeCopy } from './make-copy.ts';
import { assertCleanable, findOriginal, isStreamed } from './originals.ts';
import { cleanPicture } from './picture-copy.ts';
import { plainFindings } from './recipe.ts';

/** What a copy would be, to be looked at: the very bytes, or the form in which the window shows them. */
async function preview(
  context: Context,
  input: Parsed<'anonymise.preview'>,
): Promise<Output<'anonymise.preview'>> {
  const { rooms, caller } = context;
  const found = await findOriginal(context, input.recording);
  if (isStreamed(found))
    throw new CustosError('unsupported', 'A film or a sound is looked at once its copy is made.');
  const { bytes, container } = await cleanPicture(context, found, input);
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: await previewOpens(rooms, bytes, container),
    recordings: [input.recording],
    again: async () =>
      custodyAllows(
        'anonymising',
        caller.role,
        (await findOriginal(context, input.recording)).facts.recording.state,
      ),
  });
  return { url: mediaUrl(grant.token), expiresAt: grant.expiresAt };
}

/** Begins a copy as a job: a film takes its time, may be stopped, and goes on after a kill. */
async function start(context: Context, input: Parsed<'anonymise.start'>): Promise<Output<'anonymise.start'>> {
  const { rooms, caller } = context;
  const found = await findOriginal(context, input.recording);
  assertFits(found, input);
  const { number } = await rooms.catalogue.read((reader) => recordingReference(reader, input.recording));
  const items = [{ source: number, bytes: found.rendition.bytes }];
  return { job: await rooms.jobs.start('anonymise', caller.user, input, items) };
}

/** What in a rendition's file identifies somebody, for whoever cleans or appraises it. */
async function findings(
  context: Context,
  input: Parsed<'recording.findings'>,
): Promise<Output<'recording.findings'>> {
  const { rooms, caller } = context;
  const found = await findRendition(context, input.rendition);
  assertCleanable(found);
  const { state } = found.facts.recording;
  const purpose = custodyAllows('anonymising', caller.role, state) ? 'anonymising' : 'appraising';
  const read = isStreamed(found)
    ? await readingInCustody(context, found.rendition.id, purpose, (source) =>
        inspectStream(source, found.rendition.container),
      )
    : inspectFile(await readInCustody(context, found.rendition.id, purpose));
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'rendition.findingsRead',
      by: caller.user,
      about: [
        { noun: 'recording', id: found.facts.recording.id },
        { noun: 'rendition', id: found.rendition.id },
      ],
      facts: { findings: read.length },
    }),
  );
  return plainFindings(read);
}

export const anonymiseOperations: Handlers = {
  'anonymise.make': (context, input) => makeCopy(context, input),
  'anonymise.start': start,
  'anonymise.preview': preview,
  'recording.findings': findings,
};
