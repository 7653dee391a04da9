import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { disclosureCites, disclosureKinds } from '../../../shared/domain/disclosure/kinds.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { custodian, governance, idOf, indexOf, people, pick, subjectOf } from './samples.ts';
import type { Scene } from './scenes.ts';

type DisclosureOperation = Extract<OperationName, `disclosure.${string}`>;
type DisclosureAnswers = { [Name in DisclosureOperation]: (input: Parsed<Name>) => Output<Name> };
type Whole = Output<'disclosure.show'>;

const at = '2026-03-02T09:00:00.000Z' as Instant;
const later = '2026-03-02T13:00:00.000Z' as Instant;

/** One in each state in turn: it waits, it is in force to look or to give copies, it is to be looked back at. */
const standings = ['waiting', 'inForce', 'inForce', 'given'] as const;

const words = (index: number): Whole['words'] => ({
  reason: 'A child of the family is at risk, and the police ask for the pattern of the injury today.',
  basis: index === 0 ? '' : 'Order of the Family Court at Bangor of 27 February 2026, BG26C00017',
  senior: index === 0 ? 'Professor Gwenllian Hale, Caldicott Guardian' : '',
  ending: '',
  review: '',
});

function wholeOf(index: number, scene: Scene): Whole {
  const standing = pick(standings, index);
  const kind = pick(disclosureKinds, index);
  const confirmed = standing !== 'waiting';
  const looks = index === 2;
  const viewer = looks ? (people[0] ?? null) : null;
  const subject = subjectOf(2);
  const name = `${subject.givenName} ${subject.familyName}`;
  return {
    ...{ id: idOf(22, index), number: `D-${String(index + 1).padStart(6, '0')}`, kind, standing },
    means: looks ? 'view' : 'copies',
    recipient: viewer?.name ?? 'Ditectif Ringyll Małgorzata Szczepańska-Krzyżanowska',
    organisation: looks ? '' : 'Heddlu Gogledd Cymru',
    ...{ proposedBy: custodian, proposedAt: at },
    ...{ decidedBy: confirmed ? governance : null, decidedAt: confirmed ? at : null },
    ...{ endsAt: confirmed ? later : null, review: null, hours: 4, viewer },
    recordings: [{ id: idOf(1, 3), number: 'R-000004' }],
    cites: [...disclosureCites(kind, false)],
    words: words(index),
    about: { id: subject.id, number: subject.number, name },
    ...{ secondMissing: false, endedBy: null, endedAt: null, reviewedBy: null, reviewedAt: null },
    release: standing === 'given' ? { id: idOf(8, 1), number: 'L-000002' } : null,
    items: [
      {
        recording: { id: idOf(1, 3), number: 'R-000004' },
        ...{ rendition: idOf(4, 3), kind: 'original' },
        checks: [
          { subject: 'Grzegorz Wawrzyniec Brzęczyszczykiewicz', answer: 'agreed' },
          { subject: null, answer: 'notShown' },
        ],
        fault: null,
      },
    ],
    may: {
      confirm: standing === 'waiting' && scene.role === 'governance',
      whyNotConfirm:
        standing === 'waiting' && scene.role !== 'governance'
          ? 'One of the two persons has to be of information governance. Please ask somebody there to confirm it.'
          : null,
      end: standing !== 'given',
      look: looks,
      give: standing === 'inForce' && !looks,
      review: standing === 'given' && scene.role === 'governance',
    },
  };
}

/** Canned answers about disclosures. */
export const disclosureAnswers = (scene: Scene): DisclosureAnswers => ({
  'disclosure.propose': () => wholeOf(0, scene),
  'disclosure.confirm': () => wholeOf(1, scene),
  'disclosure.end': () => ({}),
  'disclosure.look': () => ({
    ...{ url: `media/${idOf(4, 3)}`, expiresAt: later, type: 'image/svg+xml', kind: 'photo' },
    ...{ width: 4_000, height: 3_000, durationMs: null, plays: true, tiles: null },
  }),
  'disclosure.give': () => ({
    release: { id: idOf(8, 1), number: 'L-000002' },
    folder: '/home/illustration/releases/L-000002',
  }),
  'disclosure.review': () => ({}),
  'disclosure.list': ({ limit }) => {
    const all = scene.empty ? [] : standings.map((_, index) => wholeOf(index, scene));
    return { total: all.length, disclosures: all.slice(0, limit) };
  },
  'disclosure.show': ({ disclosure }) => wholeOf(indexOf(disclosure), scene),
  'disclosure.print': () => ({ url: `media/${idOf(22, 1)}`, expiresAt: later }),
});
