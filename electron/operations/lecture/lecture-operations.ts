import { CustosError } from '../../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import { clean } from './clean.ts';
import { LectureRun, type LectureSource } from './lecture-run.ts';
import { report } from './report.ts';
import { verdictOn } from './verdict.ts';

/** "Which pictures and clips of this lecture may be shown, to these people, today?" */

function sourcesOf({ rooms, caller }: Context, { paths, uploads }: Parsed<'lecture.begin'>): LectureSource[] {
  const brought = paths.map((path) => ({ path, name: null, received: false }));
  const received = uploads.flatMap((ticket) => {
    const upload = rooms.uploads.take(caller.session, ticket);
    return upload ? [{ path: upload.path, name: upload.name, received: true }] : [];
  });
  const sources = [...brought, ...received];
  if (sources.length === 0)
    throw new CustosError('not-found', 'Please choose a presentation, a PDF or a folder.');
  return sources;
}

function begin(context: Context, input: Parsed<'lecture.begin'>): Output<'lecture.begin'> {
  const { rooms, caller } = context;
  const { id } = rooms.lectures.begin(caller.session, () => {
    const sources = sourcesOf(context, input);
    const run = new LectureRun(rooms.clock.newId(), rooms, { user: caller.user, role: caller.role }, sources);
    void run.run();
    return run;
  });
  return { check: id };
}

export const lectureOperations: Handlers = {
  'lecture.begin': async (context, input) => begin(context, input),
  'lecture.progress': async ({ rooms, caller }, { check }) =>
    rooms.lectures.find(caller.session, check).say(),
  'lecture.verdict': async (context, { check, ...question }) =>
    verdictOn(
      context,
      context.rooms.lectures.find(context.caller.session, check),
      question,
      'lecture.checked',
    ),
  'lecture.report': report,
  'lecture.clean': clean,
  'lecture.forget': async ({ rooms, caller }, { check }) => {
    await rooms.lectures.forget(caller.session, check);
    return {};
  },
};
