import { describe, expect, it } from 'vitest';
import { identifierVariants } from '../../../shared/domain/subject/identifier-variants.ts';

describe('spellings of an identifier', () => {
  it('writes a day in at least a dozen forms', () => {
    const forms = identifierVariants('1967-03-09');
    expect(forms.length).toBeGreaterThan(12);
    expect(forms).toEqual(
      expect.arrayContaining([
        ...[
          '1967-03-09',
          '1967:03:09',
          '19670309',
          '09/03/1967',
          '9/3/1967',
          '09.03.67',
          '09031967',
          '090367',
        ],
        ...['9 March 1967', '09-Mar-1967', 'Mar 9, 1967'],
      ]),
    );
  });

  it('writes a name in several orders', () => {
    expect(identifierVariants('Jane Mary Patient')).toEqual(
      expect.arrayContaining([
        ...[
          'Jane Mary Patient',
          'Patient, Jane Mary',
          'Patient^Jane Mary',
          'Patient^Jane^Mary',
          'Jane Patient',
        ],
        ...['J Patient', 'J. Patient', 'Patient J', 'Jane', 'Mary', 'Patient', 'Jane Mary_Patient'],
      ]),
    );
  });

  it('writes a number with and without its spaces', () => {
    expect(identifierVariants('943 476 5919')).toEqual(
      expect.arrayContaining(['9434765919', '943 476 5919', '943-476-5919']),
    );
    expect(identifierVariants('RXH-12/345')).toEqual(expect.arrayContaining(['RXH-12/345', 'RXH12345']));
  });

  it('gives letters beyond ASCII in both cases and without accents', () => {
    expect(identifierVariants('Søren Müller')).toEqual(
      expect.arrayContaining(['SØREN MÜLLER', 'søren müller', 'Søren Muller']),
    );
  });

  it('does not look for short words by themselves, nor for nothing', () => {
    expect(identifierVariants('Li Wu')).not.toContain('Li');
    expect(identifierVariants('  ')).toEqual([]);
  });
});
