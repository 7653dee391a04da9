import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { withLibrary } from '../library.ts';

async function verify(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  words(positionals, '', 0, 0);
  return withLibrary(invocation, async ({ call, session }) => {
    const report = await call('library.verify', { deep: options.deep === true });
    const { id, name } = session.library;
    await voice.result({ id, number: null, state: report.sound ? 'sound' : 'damaged', ...report }, [
      `${name}: ${report.sound ? 'sound' : 'damaged'} (${report.checked.blobs} stored files, ${report.checked.trailEntries} trail entries)`,
      ...report.faults.flatMap(({ where, what, wayForward }) => [`${where}: ${what}`, `  ${wayForward}`]),
    ]);
    return report.sound ? exit.done : exit.libraryUnusable;
  });
}

export const verifyCommand: Command = {
  usage: [`[--deep] ${libraryUsage}`],
  options: { ...libraryOptions, deep: { type: 'boolean' } },
  run: verify,
};
