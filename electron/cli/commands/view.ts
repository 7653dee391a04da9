import { resolve } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import { type Audience, audiences, type Use, uses } from '../../../shared/domain/policy/words.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import {
  type Command,
  chosenOption,
  type Invocation,
  libraryOptions,
  libraryUsage,
  textOption,
  words,
} from '../command.ts';
import { decisionLines } from '../decision-lines.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { type Library, withLibrary } from '../library.ts';
import { recordingId } from '../references.ts';

interface Asked {
  readonly use: Use;
  readonly audience: Audience;
}

type Rendition = Output<'recording.show'>['renditions'][number];

/**
 * The rendition that is asked for: the newest signed-off anonymised copy where the rules let it be used so,
 * else the original where they let that, else whichever is nearest, so that its refusal is told.
 */
function chooseRendition(
  renditions: readonly Rendition[],
  answers: Output<'recording.answers'>,
  { use, audience }: Asked,
): Rendition | undefined {
  const copies = renditions.filter(({ kind }) => kind === 'anonymised');
  const copy = copies.findLast(({ signOff }) => signOff?.valid === true) ?? copies.at(-1);
  const original = renditions.find(({ kind }) => kind === 'original');
  const permitted = (kind: Rendition['kind']): boolean =>
    answers.some(
      (answer) =>
        answer.use === use &&
        answer.audience === audience &&
        answer.rendition === kind &&
        answer.outcome === 'permit',
    );
  if (copy && permitted('anonymised')) return copy;
  return original && permitted('original') ? original : (copy ?? original);
}

async function ask({ call }: Library, rendition: Id, asked: Asked, file: string | undefined) {
  if (file !== undefined) return call('open.export', { rendition, ...asked, file: resolve(file) });
  const { decision } = await call('open.use', { rendition, ...asked });
  return { decision, file: null };
}

async function view(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  const [reference = ''] = words(positionals, 'one recording', 1, 1);
  const asked = {
    use: chosenOption(options, 'use', uses),
    audience: chosenOption(options, 'audience', audiences),
  };
  return withLibrary(invocation, async (library) => {
    const recording = await recordingId(library, reference);
    const { number, renditions } = await library.call('recording.show', { recording });
    const answers = await library.call('recording.answers', { recording });
    const rendition = chooseRendition(renditions, answers, asked);
    if (!rendition) throw new CustosError('not-found', `${number} has nothing that could be viewed.`);
    const { decision, file } = await ask(library, rendition.id, asked, textOption(options, 'output'));
    const permitted = decision.outcome === 'permit';
    await voice.result(
      {
        id: recording,
        number,
        state: permitted ? 'permitted' : 'refused',
        rendition: { id: rendition.id, kind: rendition.kind },
        decision,
        file,
        ...(permitted ? {} : { error: { code: 'refused', message: decision.reasons.join(' ') } }),
      },
      [
        `${number} (${rendition.kind})`,
        ...decisionLines(decision),
        ...(file === null ? [] : [`Written to ${file}`]),
      ],
    );
    return permitted ? exit.done : exit.notAllowed;
  });
}

export const viewCommand: Command = {
  usage: [`ID --use ${uses.join('|')} --audience ${audiences.join('|')} [-o FILE] ${libraryUsage}`],
  options: {
    ...libraryOptions,
    use: { type: 'string' },
    audience: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  run: view,
};
