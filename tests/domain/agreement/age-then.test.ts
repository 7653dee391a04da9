import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageFault, strictThen } from '../../../shared/domain/agreement/age-then.ts';
import { type AgreementFacts, decide, type PolicyCase } from '../../../shared/domain/policy/index.ts';
import { addDays, addYears, type Day } from '../../../shared/kernel/day.ts';
import { agreement, anyCase, withAgreement } from '../policy/case-arbitrary.ts';

const givenOn = '2024-02-29' as Day;
const alive = { under16: false, hasCapacity: true, deceased: false };
const sixteen = addYears(givenOn, -16);

describe('how old a patient was', () => {
  test.each([
    ['on the birthday', sixteen, false],
    ['the day before it', addDays(sixteen, 1), true],
    ['long after it', '1950-01-01' as Day, false],
    ['not born yet', '2025-01-01' as Day, true],
  ])('is read from the date of birth: %s', (_, bornOn, under16) => {
    expect(ageFault({ givenOn, subjectThen: { ...alive, under16 } }, bornOn)).toBeNull();
    const wrong = ageFault({ givenOn, subjectThen: { ...alive, under16: !under16 } }, bornOn);
    expect(wrong).toContain(`the patient was ${under16 ? 'under 16' : '16 or over'} on 29 February 2024`);
  });

  test('is nobody’s question of the dead, nor where no day is known', () => {
    const child = { givenOn, subjectThen: { ...alive, under16: true } };
    expect(ageFault(child, null)).toBeNull();
    expect(ageFault({ givenOn, subjectThen: { ...child.subjectThen, deceased: true } }, sixteen)).toBeNull();
    expect(strictThen({ ...child, givenBy: 'patient' }, null)).toBe(child.subjectThen);
  });
});

describe('what is said and the date of birth contradict each other', () => {
  const given = fc.tuple(
    anyCase,
    fc.nat({ max: 11 }),
    agreement,
    fc.constantFrom('gmc-2002', 'gmc-2011') as fc.Arbitrary<PolicyCase['edition']>,
  );

  test('an agreement permits what it would permit either way, and nothing more', () => {
    fc.assert(
      fc.property(given, ([anything, place, row, edition]) => {
        const said = { ...row.subjectThen, deceased: false };
        const bornOn = addYears(row.givenOn, said.under16 ? -30 : -10);
        const permits = (subjectThen: AgreementFacts['subjectThen']): boolean =>
          decide({ ...withAgreement(anything, place, () => ({ ...row, subjectThen })), edition }).outcome ===
          'permit';
        const strict = strictThen({ ...row, subjectThen: said }, bornOn);
        const either = permits(said) && permits({ ...said, under16: !said.under16 });
        expect(permits(strict)).toBe(either);
      }),
      { numRuns: 4000 },
    );
  });
});
