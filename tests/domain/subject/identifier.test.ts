import { describe, expect, it } from 'vitest';
import { formatIdentifier, identifierFault } from '../../../shared/domain/subject/identifier.ts';

// Numbers of the ranges that the NHS keeps for tests (999…), and ones computed by hand with weights 10 to 2.
describe('an identifier', () => {
  it('is an NHS number when its check digit fits', () => {
    expect(identifierFault('nhs', '943 476 5919')).toBeNull();
    expect(identifierFault('nhs', '401 023 2137')).toBeNull();
    expect(identifierFault('nhs', '943 476 5918')).toMatch(/check digit/);
  });

  it('is none when two neighbouring digits were swapped', () => {
    expect(identifierFault('nhs', '943 475 6919')).not.toBeNull();
  });

  it('has ten digits and is not one digit ten times', () => {
    for (const value of ['94347659', '943476591900', '0000000000', '94347659lO']) {
      expect(identifierFault('nhs', value)).toMatch(/ten digits/);
    }
  });

  it('opens with the date of birth in Scotland', () => {
    expect(identifierFault('chi', '0101701234')).toMatch(/check digit|date of birth/);
    expect(identifierFault('chi', '943 476 5919')).toMatch(/date of birth/);
  });

  it('begins with 32 to 39 in Northern Ireland', () => {
    expect(identifierFault('hc', '943 476 5919')).toMatch(/32 to 39/);
  });

  it('is a hospital number when it has letters and digits', () => {
    expect(identifierFault('hospital', 'RX1 23456')).toBeNull();
    expect(identifierFault('hospital', '!!')).not.toBeNull();
  });

  it('is printed in its groups', () => {
    expect(formatIdentifier('nhs', '9434765919')).toBe('943 476 5919');
    expect(formatIdentifier('chi', '0101701230')).toBe('010170 1230');
  });
});
