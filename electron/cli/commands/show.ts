import { type Command, type Invocation, libraryOptions, libraryUsage, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { withLibrary } from '../library.ts';
import { recordingId } from '../references.ts';

async function show(invocation: Invocation): Promise<ExitStatus> {
  const [reference = ''] = words(invocation.positionals, 'one recording', 1, 1);
  return withLibrary(invocation, async (library) => {
    const recording = await recordingId(library, reference);
    const { thumbnail: _, ...detail } = await library.call('recording.show', { recording });
    const answers = await library.call('recording.answers', { recording });
    const { number, state, standing, kind, classification, subjects, agreements, renditions } = detail;
    await invocation.voice.result({ ...detail, answers }, [
      `${number}  ${state}  ${standing}  ${kind}`,
      `category ${classification.category ?? '-'}, made for ${classification.madeFor ?? '-'}`,
      `subjects: ${subjects.map((subject) => `${subject.number} ${subject.name}`).join(', ') || '-'}`,
      `agreements: ${agreements.map((agreement) => agreement.number).join(', ') || '-'}`,
      ...renditions.map(
        ({ id, kind: form, signOff }) => `${form} ${id}${signOff?.valid ? ', signed off' : ''}`,
      ),
      ...answers.map(
        ({ use, audience, rendition, outcome, cites }) =>
          `${use} / ${audience} / ${rendition}: ${outcome} [${cites.join(', ')}]`,
      ),
    ]);
    return exit.done;
  });
}

export const showCommand: Command = {
  usage: [`ID ${libraryUsage}`],
  options: libraryOptions,
  run: show,
};
