import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { identifiabilities } from '../../../shared/domain/policy/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { say } from '../../ui/announce.tsx';
import { signOffCommands } from './commands.ts';

/** What can tell who somebody is, beside a name. */
export const prompts = [
  'Face',
  'Eyes',
  'Tattoo',
  'Scar',
  'Jewellery',
  'Hair',
  'A rare condition',
  'The room',
  'Reflections',
  'A name spoken',
  'A date',
  'Writing',
] as const;

type Judgement = Output<'anonymise.signOff'>['identifiability'];

/** One judgement in the making: what was looked for, what can still be read, and what it comes to. */
export function useSignOff(rendition: Id, onDone: (signed: Output<'anonymise.signOff'>) => void) {
  const signOff = useAct('anonymise.signOff');
  const residue = useAsk('anonymise.residue', { rendition });
  const [lookedAt, setLookedAt] = useState<readonly string[]>([]);
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  const [residueSeen, setResidueSeen] = useState(false);
  const all = lookedAt.length === prompts.length;
  const left = residue.data?.residue ?? [];
  const mustSee = left.length > 0 || residue.data?.search === 'failed';
  const missing = !all
    ? 'Please say first that you looked for all of these.'
    : !judgement
      ? 'Please judge first whether the patient can be identified.'
      : mustSee && !residueSeen
        ? 'Please say first that you looked at what can still be read.'
        : null;
  const sign = (): void => {
    if (missing || !judgement) return;
    signOff.mutate(
      { rendition, lookedAt: [...lookedAt], identifiability: judgement, residueSeen },
      {
        onSuccess: (signed) => {
          say(
            signed.signOff?.awaitsSecond
              ? 'Signed. A second person looks at it next.'
              : 'The anonymised copy is signed off.',
          );
          onDone(signed);
        },
      },
    );
  };
  const tickAll = (): void => setLookedAt(all ? [] : prompts);
  const judge = (at: number) => (): void => setJudgement(identifiabilities[at] ?? null);
  useCommands(signOffCommands, {
    all: tickAll,
    ...{ first: judge(0), second: judge(1), third: judge(2) },
    residue: mustSee ? () => setResidueSeen(!residueSeen) : 'Nothing can be read in this copy.',
    sign: missing ?? sign,
  });
  return {
    ...{ all, lookedAt, judgement, residue, left, mustSee, residueSeen, missing, sign, tickAll },
    ...{ setLookedAt, setJudgement, setResidueSeen },
    pending: signOff.isPending,
    error: signOff.error,
  };
}
