import type { Output } from '../../../shared/contract/contract.ts';
import { roundStates } from '../../../shared/domain/agreement/asking.ts';
import { custodian, day, idOf, indexOf, subjectOf, tileOf } from './samples.ts';
import type { Scene } from './scenes.ts';

/** What a withdrawal or a variation would change. */
export const effectOfEvent: Output<'agreement.effect'> = {
  recordings: [
    {
      id: idOf(1, 0),
      number: 'R-000001',
      state: 'quarantined',
      disposal: 'erase',
      lost: [],
      stays: [],
      viewersGone: [],
    },
    {
      id: idOf(1, 1),
      number: 'R-000002',
      state: 'unchanged',
      disposal: 'keep',
      lost: [
        { use: 'teaching', rendition: 'original' },
        { use: 'research', rendition: 'anonymised' },
      ],
      stays: [{ use: 'teaching', rendition: 'original', what: 'withoutCopies' }],
      viewersGone: ['Dr Szczepańska-Krzyżanowska'],
    },
  ],
  collections: [{ id: idOf(16, 0), name: 'Llosgiadau, darlith 3', recordings: 2 }],
  releases: [
    {
      id: idOf(8, 0),
      number: 'L-000001',
      recipient: 'Dr Szczepańska-Krzyżanowska',
      releasedOn: day('2024-05-02'),
      organisation: 'Prifysgol Abertawe',
      out: 3,
    },
  ],
};

type ToConfirm = Output<'round.list'>['agreements'][number];

const toConfirm = (index: number): ToConfirm => {
  const { id, number, familyName, givenName } = subjectOf(index);
  const approaches: ToConfirm['approaches'] = [
    { on: day('2026-10-02'), means: 'letter', outcome: 'sent', note: '', by: custodian },
    { on: day('2026-11-04'), means: 'call', outcome: 'notReached', note: 'Twice, no answer.', by: custodian },
  ];
  return {
    id: idOf(6, index),
    number: `A-${String(index + 1).padStart(6, '0')}`,
    subjects: [{ id, number, name: `${familyName}, ${givenName}` }],
    recordings: [0, 1].map((place) => ({
      id: idOf(1, index * 2 + place),
      number: tileOf(index * 2 + place).number,
    })),
    due: day(index % 2 === 0 ? '2026-11-01' : '2026-12-24'),
    state: roundStates[index % roundStates.length] ?? 'toAsk',
    approaches: approaches.slice(0, index % 3),
    shownOn: index % 4 === 3 ? day('2026-11-20') : null,
  };
};

/** A dozen agreements to ask about, and what can be shown of one. */
export const roundAnswers = (scene: Scene) => ({
  'round.list': ({ offset, limit }: { offset: number; limit: number }): Output<'round.list'> => {
    const total = scene.empty ? 0 : 12;
    const count = Math.max(0, Math.min(limit, total - offset));
    return { total, agreements: Array.from({ length: count }, (_, place) => toConfirm(offset + place)) };
  },
  'round.approach': ({ agreements }: { agreements: readonly string[] }) => ({ entered: agreements.length }),
  'round.viewing': ({ agreement }: { agreement: ToConfirm['id'] }): Output<'round.viewing'> => {
    const { id, number, recordings } = toConfirm(indexOf(agreement));
    return {
      id,
      number,
      forms: recordings.map((recording, place) => ({
        recording,
        kind: 'photo',
        form: place === 0 ? 'anonymised' : 'none',
        rendition: place === 0 ? idOf(3, 3) : null,
      })),
    };
  },
  'round.shown': () => ({}),
});
