import { describe, expect, it } from 'vitest';
import {
  type Class,
  classFault,
  classFields,
  fieldsFor,
} from '../../../shared/domain/recording/classification.ts';

const plain: Class = {
  category: 'other',
  madeFor: 'care',
  circumstances: 'planned',
  kinds: ['photo'],
  medicoLegalInvestigation: false,
  externalFilming: false,
};

describe('the fields a class asks for', () => {
  it('asks nothing more of a planned photograph made for care', () => {
    expect(fieldsFor(plain)).toEqual([]);
  });

  it('asks nothing while nothing is known', () => {
    expect(fieldsFor({ ...plain, category: null, madeFor: null, circumstances: null, kinds: [] })).toEqual(
      [],
    );
  });

  it.each([
    ['telephoneCall', ['callerNotice']],
    ['covert', ['colleagueConsulted']],
    ['postMortem', ['medicoLegalInvestigation']],
  ] as const)('asks for %s what its paragraph needs', (circumstances, fields) => {
    expect(fieldsFor({ ...plain, circumstances })).toEqual(fields);
  });

  it('asks for the coroner only under a medico-legal investigation [8]', () => {
    expect(fieldsFor({ ...plain, circumstances: 'postMortem', medicoLegalInvestigation: true })).toEqual([
      'medicoLegalInvestigation',
      'coronerDiscussed',
    ]);
  });

  it('asks about outside film-makers for publication and for film not made for care [25]', () => {
    expect(fieldsFor({ ...plain, madeFor: 'publicMedia' })).toEqual(['externalFilming']);
    expect(fieldsFor({ ...plain, madeFor: 'teaching', kinds: ['photo', 'video'] })).toEqual([
      'externalFilming',
    ]);
    expect(fieldsFor({ ...plain, madeFor: 'teaching' })).toEqual([]);
  });

  it('keeps asking who was informed where outside filming is already on record', () => {
    expect(fieldsFor({ ...plain, externalFilming: true })).toEqual(['externalFilming', 'bodiesInformed']);
  });

  it('never asks for a field twice and knows them all', () => {
    const fields = fieldsFor({
      ...plain,
      madeFor: 'publicMedia',
      circumstances: 'postMortem',
      externalFilming: true,
    });
    expect(new Set(fields).size).toBe(fields.length);
    for (const field of fields) expect(classFields).toContain(field);
  });
});

describe('what does not go together', () => {
  it('takes no photograph for a telephone call', () => {
    expect(classFault({ ...plain, circumstances: 'telephoneCall' })).toMatch(/telephone/);
    expect(classFault({ ...plain, circumstances: 'telephoneCall', kinds: ['audio'] })).toBeNull();
  });

  it('takes no unexpected development made for publication', () => {
    expect(classFault({ ...plain, circumstances: 'unexpectedDevelopment', madeFor: 'publicMedia' })).toMatch(
      /24/,
    );
  });

  it('has nothing against a plain recording', () => {
    expect(classFault(plain)).toBeNull();
  });
});
