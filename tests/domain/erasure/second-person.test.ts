import { describe, expect, test } from 'vitest';
import { type Approver, secondPersonAnswer } from '../../../shared/domain/erasure/second-person.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

const id = (digit: string): Id => digit.repeat(32) as Id;
const [anna, ben, cleo] = [id('a'), id('b'), id('c')];
const at = '2026-03-10T12:00:00.000Z' as Instant;

const person = (who: Id, facts: Partial<Approver> = {}): Approver => ({
  id: who,
  addedAt: '2026-01-01T09:00:00.000Z' as Instant,
  addedBy: null,
  removedAt: null,
  ...facts,
});
const answer = (second: Id, ...approvers: readonly Approver[]) =>
  secondPersonAnswer({ first: anna, second, approvers, at });

describe('the second person', () => {
  test('a colleague of long standing may take the second step', () => {
    expect(answer(ben, person(anna), person(ben))).toEqual({ fault: null, missing: false });
  });

  test('the first person may not, where there is a colleague', () => {
    expect(answer(anna, person(anna), person(ben)).fault).toMatch(/second person/);
  });

  test('the first person may, where there is nobody else, and the answer says so', () => {
    expect(answer(anna, person(anna))).toEqual({ fault: null, missing: true });
  });

  test('a colleague who was removed is nobody', () => {
    const removed = person(ben, { removedAt: '2026-03-01T00:00:00.000Z' as Instant });
    expect(answer(anna, person(anna), removed)).toEqual({ fault: null, missing: true });
  });

  test('a colleague who came after the step does not make it wrong afterwards', () => {
    const later = person(ben, { addedAt: '2026-04-01T00:00:00.000Z' as Instant });
    expect(answer(anna, person(anna), later)).toEqual({ fault: null, missing: true });
  });

  test('somebody the first person made may not, where there is an independent colleague', () => {
    const made = person(ben, { addedBy: anna });
    expect(answer(ben, person(anna), made, person(cleo)).fault).toMatch(/independent/);
    expect(answer(cleo, person(anna), made, person(cleo))).toEqual({ fault: null, missing: false });
  });

  test('somebody made less than a day ago may not, whoever made them', () => {
    const fresh = person(ben, { addedAt: '2026-03-09T12:00:00.001Z' as Instant, addedBy: cleo });
    expect(answer(ben, person(anna), fresh, person(cleo)).fault).toMatch(/independent/);
    const dayOld = person(ben, { addedAt: '2026-03-09T12:00:00.000Z' as Instant, addedBy: cleo });
    expect(answer(ben, person(anna), dayOld, person(cleo)).fault).toBeNull();
  });

  test('where nobody is independent, another person still goes before the first, and the answer says so', () => {
    const made = person(ben, { addedBy: anna });
    expect(answer(ben, person(anna), made)).toEqual({ fault: null, missing: true });
    expect(answer(anna, person(anna), made).fault).toMatch(/second person/);
  });

  test('somebody whose role does not approve counts for nothing', () => {
    expect(answer(ben, person(anna), person(cleo)).fault).toMatch(/independent/);
  });
});
