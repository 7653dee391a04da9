import type { Input } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';

/** An agreement that lets copies be shown in teaching until the end of the year. */
export const terms: Input<'agreement.create'>['terms'] = {
  toMake: true,
  uses: ['teaching'],
  givenBy: 'patient',
  givenByName: 'Rhoda Releaseworth',
  givenOn: '2026-01-10' as Day,
  form: 'written',
  notedInRecord: true,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed: {
    purpose: true,
    viewers: true,
    circumstances: true,
    copies: true,
    storage: true,
    retention: true,
    careUnaffected: true,
    timeToConsider: true,
  },
  viewers: [],
  copiesAllowed: true,
  identifiableAllowed: true,
  keepUntil: '2026-12-31' as Day,
};
