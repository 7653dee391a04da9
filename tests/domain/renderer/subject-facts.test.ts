import { expect, test } from 'vitest';
import { factsOf } from '../../../renderer/parts/subject-facts.ts';
import { subjectOperations } from '../../../shared/contract/subject.ts';
import { subjectOf } from '../../hosts/stub/samples.ts';

test('correcting a patient, and taking that back, says all that is known of them: what is left out would be lost', () => {
  const taken = Object.keys(subjectOperations['subject.change'].input.shape.facts.shape);
  expect(Object.keys(factsOf(subjectOf(0))).sort()).toEqual(taken.sort());
});
