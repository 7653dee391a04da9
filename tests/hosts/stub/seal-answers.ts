import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { at, custodian, day, governance, idOf, people } from './samples.ts';
import type { Scene } from './scenes.ts';

type SealOperation = Extract<OperationName, `seal.${string}`>;
type SealAnswers = { [Name in SealOperation]: (input: Parsed<Name>) => Output<Name> };
type Sealed = Output<'seal.list'>['sealed'][number];

const sealed = (index: number, changes: Partial<Sealed>): Sealed => ({
  ...{ id: idOf(1, 40 + index), number: `R-${String(index + 41).padStart(6, '0')}`, kind: 'video' },
  ...{ addedAt: at('2026-03-02T09:00:00.000Z'), addedBy: custodian, consulted: false },
  ...{ knownTo: [custodian, governance], opening: null },
  owed: [
    {
      id: idOf(10, 60 + index),
      reason:
        'Something that had to be done before this recording was made has not been entered. Until it is, the recording is not used.',
      ...{ paragraph: '11', due: day('2026-03-09') },
    },
  ],
  may: { look: false, decide: false, ask: true },
  ...changes,
});

const opening = (state: 'asked' | 'open'): Sealed['opening'] => ({
  ...{ id: idOf(23, 1), state, until: day('2026-03-12'), secondMissing: false },
  reason: 'The police ask for it, and the safeguarding lead agrees that there is no other way.',
  ...{ askedBy: governance, second: custodian },
});

/** One that is sealed, one that waits for whoever looks, one that is open to them. */
export const sealAnswers = (scene: Scene): SealAnswers => ({
  'seal.list': () => ({
    sealed: scene.empty
      ? []
      : [
          sealed(0, {}),
          sealed(1, { opening: opening('asked'), may: { look: false, decide: true, ask: false } }),
          sealed(2, {
            ...{ opening: opening('open'), consulted: true, owed: [], kind: 'photo' },
            may: { look: true, decide: false, ask: false },
          }),
        ],
    people: scene.alone ? people.slice(0, 1) : people,
  }),
  'seal.waiting': () => ({ waiting: scene.asked ? 1 : 0 }),
  'seal.name': () => ({}),
  'seal.ask': () => ({}),
  'seal.decide': () => ({}),
  'seal.close': () => ({}),
  'seal.consulted': () => ({}),
});
