import type { Input } from '../../../shared/contract/contract.ts';
import type { PatientKey } from '../people.ts';
import { olderCaseDays, type StoryDay } from './recordings.ts';

type Terms = Input<'agreement.create'>['terms'];

/** An agreement of the story and what became of it; days are days before today, less than nothing ahead. */
export interface Given {
  readonly of: readonly PatientKey[];
  readonly recordings: readonly string[];
  readonly on: StoryDay;
  readonly givenAgo: number;
  readonly uses: Terms['uses'];
  readonly toMake?: boolean;
  readonly keepUntilAgo?: number;
  readonly by?: Pick<Terms, 'givenBy' | 'givenByName'>;
  readonly under16?: boolean;
  /** A signed form is scanned and kept with it. */
  readonly scan?: boolean;
  readonly later?: readonly {
    readonly on: StoryDay;
    readonly kind: 'confirmed' | 'withdrawn' | 'notConfirmed';
    readonly note: string;
  }[];
}

const parent = { givenBy: 'parentOrGuardian', givenByName: 'Mererid Prydderch' } as const;
const confirmed = (on: StoryDay) => ({ on, kind: 'confirmed', note: 'Asked at the next visit.' }) as const;

export const agreements: readonly Given[] = [
  { of: ['bronwen'], recordings: ['wound1'], on: 400, givenAgo: 402, uses: ['care', 'teaching'], scan: true },
  { of: ['bronwen'], recordings: ['wound2', 'wound3'], on: 330, givenAgo: 374, uses: ['care', 'teaching'] },
  { of: ['bronwen'], recordings: ['wound4', 'wound5'], on: 150, givenAgo: 240, uses: ['care'] },
  {
    of: ['nia'],
    recordings: ['nia'],
    on: 400,
    givenAgo: 403,
    uses: ['research'],
    scan: true,
    later: [confirmed(400), { on: 330, kind: 'withdrawn', note: 'By letter.' }],
  },
  {
    of: ['eluned'],
    recordings: ['eluned'],
    on: 400,
    givenAgo: 402,
    uses: ['teaching'],
    keepUntilAgo: 31,
    later: [confirmed(400)],
  },
  {
    of: ['ngozi'],
    recordings: ['olderCase'],
    on: 330,
    givenAgo: olderCaseDays,
    uses: ['care', 'teaching'],
    later: [confirmed(330)],
  },
  {
    of: ['tadeusz'],
    recordings: ['tadeusz'],
    on: 400,
    givenAgo: 402,
    uses: ['teaching'],
    keepUntilAgo: -40,
    later: [confirmed(400)],
  },
  { of: ['sion'], recordings: ['endoscopy'], on: 400, givenAgo: 403, uses: ['care'] },
  { of: ['ngozi'], recordings: ['xray'], on: 330, givenAgo: 332, uses: ['care'] },
  { of: ['zbigniew'], recordings: ['zbigniew'], on: 150, givenAgo: 153, uses: ['teaching'], scan: true },
  {
    of: ['rhodri'],
    recordings: ['rhodri'],
    on: 150,
    givenAgo: 154,
    uses: ['teaching'],
    later: [confirmed(150), { on: 20, kind: 'withdrawn', note: 'By telephone, confirmed in writing.' }],
  },
  {
    of: ['aleksandra'],
    recordings: ['consultation'],
    on: 150,
    givenAgo: 154,
    uses: ['teaching'],
    later: [confirmed(150), { on: 20, kind: 'withdrawn', note: 'At the outpatient desk.' }],
  },
  {
    of: ['gwenllian'],
    recordings: ['gwenllian', 'twins'],
    on: 150,
    givenAgo: 152,
    uses: ['care'],
    by: parent,
    under16: true,
  },
  {
    of: ['iorwerth'],
    recordings: ['call2'],
    on: 150,
    givenAgo: 155,
    uses: ['audit'],
    later: [confirmed(150)],
  },
  { of: ['sion'], recordings: ['film'], on: 20, givenAgo: 22, uses: ['care'] },
];
