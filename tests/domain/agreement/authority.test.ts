import { describe, expect, test } from 'vitest';
import {
  type Authority,
  authorityFault,
  authorityGrounds,
  groundsOf,
} from '../../../shared/domain/agreement/authority.ts';
import { givers } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';

const seen: Authority = {
  ground: 'deputy',
  document: 'Order of the court',
  reference: '1234567T',
  seenBy: 'Cass Hale',
  seenOn: '2026-03-01' as Day,
};

describe('by what right somebody agrees for a patient', () => {
  test('every ground belongs to somebody, and none to the patient', () => {
    expect(new Set(givers.flatMap((giver) => groundsOf[giver]))).toEqual(new Set(authorityGrounds));
    for (const ground of authorityGrounds)
      expect(authorityFault('patient', { ...seen, ground })).toContain(
        'the patient agreed themself'.slice(4),
      );
  });

  test.each(givers.filter((giver) => giver !== 'patient'))(
    '%s has their own grounds and no other',
    (giver) => {
      for (const ground of authorityGrounds)
        expect(authorityFault(giver, { ...seen, ground }) === null).toBe(groundsOf[giver].includes(ground));
    },
  );

  test('the appointed person of Scotland is one by the 2000 Act', () => {
    expect(groundsOf.appointedPerson).toEqual(['welfareAttorney', 'welfareGuardian', 'interventionOrder']);
  });

  test('a document that was seen has somebody who saw it and a day; without one there is neither', () => {
    const fault = (part: Partial<Authority>) => authorityFault('carer', { ...seen, ...part });
    expect(fault({})).toBeNull();
    expect(fault({ seenBy: '' })).toContain('who saw');
    expect(fault({ seenOn: null })).toContain('on what day');
    expect(fault({ document: '' })).toContain('which document');
    expect(fault({ document: '', reference: '', seenBy: '', seenOn: null })).toBeNull();
    expect(authorityFault('carer', null)).toBeNull();
  });
});
