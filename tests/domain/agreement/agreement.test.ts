import { describe, expect, it } from 'vitest';
import {
  type AgreementEvent,
  eventFault,
  foldAgreement,
  type Terms,
} from '../../../shared/domain/agreement/agreement.ts';
import { variationFault } from '../../../shared/domain/agreement/variation.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';

const id = '0123456789abcdef0123456789abcdef' as Id;
const on = (day: string): Day => day as Day;
const terms: Terms = {
  toMake: true,
  uses: ['teaching', 'research'],
  givenBy: 'patient',
  givenByName: 'A. Patient',
  givenOn: on('2024-03-01'),
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
  identifiableAllowed: false,
  keepUntil: null,
};
const given: AgreementEvent = { kind: 'given', on: terms.givenOn, terms };

describe('an agreement', () => {
  it('stands as it was given until something happens', () => {
    expect(foldAgreement(id, [given])).toEqual({ id, terms, afterRecording: 'notAsked', answeredOn: null });
  });

  it('takes the terms of a variation and keeps the day on which it was given', () => {
    const varied = { ...terms, uses: ['teaching' as const], givenOn: on('2024-05-01') };
    const standing = foldAgreement(id, [
      given,
      { kind: 'varied', on: on('2024-05-01'), terms: varied, note: '' },
    ]);
    expect(standing.terms.uses).toEqual(['teaching']);
    expect(standing.terms.givenOn).toBe('2024-03-01');
    expect([standing.afterRecording, standing.answeredOn]).toEqual(['varied', '2024-05-01']);
  });

  it('is ended by a withdrawal for good', () => {
    const standing = foldAgreement(id, [given, { kind: 'withdrawn', on: on('2024-05-01'), note: '' }]);
    expect(standing.afterRecording).toBe('withdrawn');
    expect(eventFault(standing, { kind: 'confirmed', on: on('2024-06-01'), note: '' })).toMatch(/withdrawn/);
  });

  it('takes no event from before it was given', () => {
    expect(
      eventFault(foldAgreement(id, [given]), { kind: 'confirmed', on: on('2024-02-01'), note: '' }),
    ).toMatch(/before/);
  });

  const further: readonly (readonly [string, Partial<Terms>])[] = [
    ['another use', { uses: ['care', 'teaching', 'publicMedia'] }],
    ['permission to make, dated back', { toMake: true }],
    ['copies', { copiesAllowed: true }],
    ['that the patient may be identifiable', { identifiableAllowed: true }],
    ['other viewers', { viewers: ['Dr Bell', 'Dr Orr'] }],
    ['all viewers', { viewers: [] }],
    ['a later last day', { keepUntil: on('2031-01-01') }],
    ['no last day', { keepUntil: null }],
    ['that it was written', { form: 'written' }],
    ['what was explained', { informed: { ...terms.informed, viewers: true } }],
    ['who agreed', { givenBy: 'closeRelative' }],
    [
      'that the patient could decide',
      { subjectThen: { under16: false, hasCapacity: true, deceased: false } },
    ],
    ['that it was noted', { notedInRecord: true, capacityNote: true }],
  ];
  const narrow: Terms = {
    ...{
      ...terms,
      toMake: false,
      uses: ['care', 'teaching'],
      copiesAllowed: false,
      identifiableAllowed: false,
    },
    ...{ viewers: ['Dr Bell'], keepUntil: on('2030-01-01'), form: 'oral', notedInRecord: false },
    subjectThen: { under16: false, hasCapacity: false, deceased: false },
    informed: { ...terms.informed, viewers: false },
  };
  it.each(further)('is not varied to %s: that is given anew', (_, part) => {
    expect(variationFault(narrow, { ...narrow, ...part })).toMatch(/enter a new agreement/);
    expect(variationFault({ ...narrow, ...part }, narrow) ?? 'nothing').not.toMatch(/goes further/);
  });

  it('is varied to less', () => {
    const less: Partial<Terms> = { uses: ['teaching'], keepUntil: on('2029-01-01'), copiesAllowed: false };
    expect(variationFault(narrow, { ...narrow, ...less })).toBeNull();
    expect(variationFault(terms, { ...terms, toMake: false, viewers: ['Dr Bell'], uses: [] })).toBeNull();
  });

  it('has a history that opens with its giving', () => {
    expect(() => foldAgreement(id, [])).toThrow(RangeError);
    expect(() => foldAgreement(id, [given, given])).toThrow(RangeError);
  });
});
