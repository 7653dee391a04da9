/** The numbers by which the health services of the United Kingdom know a patient. */
export const identifierKinds = ['nhs', 'chi', 'hc', 'hospital'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** One number of a subject. `issuer` names the hospital for a hospital number and is empty otherwise. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly issuer: string;
  readonly value: string;
}

export const identifierNames: Readonly<Record<IdentifierKind, string>> = {
  nhs: 'NHS number',
  chi: 'CHI number',
  hc: 'Health and Care number',
  hospital: 'Hospital number',
};

/** The number without the spaces and hyphens people write into it. */
export const compactIdentifier = (value: string): string => value.replace(/[\s-]/g, '').toUpperCase();

/**
 * Modulus 11 over the first nine digits with weights 10 to 2, as NHS, CHI and H&C numbers share it
 * (NHS Data Dictionary, NHS NUMBER; a check digit of 10 is never issued, 11 is written 0).
 */
function modulus11Holds(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += Number(digits[place]) * (10 - place);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

const isTenDigits = (value: string): boolean => /^\d{10}$/.test(value) && !/^(\d)\1{9}$/.test(value);

/** A CHI number opens with the date of birth as DDMMYY. */
function opensWithDate(digits: string): boolean {
  const date = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  return date >= 1 && date <= 31 && month >= 1 && month <= 12;
}

/** H&C numbers are issued from 320 000 0001 to 399 999 9999. */
const inNorthernIrishRange = (digits: string): boolean => digits[0] === '3' && Number(digits[1]) >= 2;

/** Why a number cannot be right, as a sentence for the person who typed it; null where nothing is wrong. */
export function identifierFault(kind: IdentifierKind, value: string): string | null {
  const compact = compactIdentifier(value);
  if (kind === 'hospital') {
    return /^[A-Z0-9/]{3,20}$/.test(compact) ? null : 'A hospital number has 3 to 20 letters and digits.';
  }
  const name = identifierNames[kind];
  if (!isTenDigits(compact)) return `A ${name} has ten digits.`;
  if (!modulus11Holds(compact))
    return `The check digit of this ${name} does not fit. Please compare it with the label.`;
  if (kind === 'chi' && !opensWithDate(compact))
    return 'A CHI number begins with the date of birth (DDMMYY).';
  if (kind === 'hc' && !inNorthernIrishRange(compact))
    return 'A Health and Care number begins with 32 to 39.';
  return null;
}

/** The number in the groups in which it is printed. */
export function formatIdentifier(kind: IdentifierKind, value: string): string {
  const compact = compactIdentifier(value);
  if (kind === 'hospital' || compact.length !== 10) return compact;
  if (kind === 'chi') return `${compact.slice(0, 6)} ${compact.slice(6)}`;
  return `${compact.slice(0, 3)} ${compact.slice(3, 6)} ${compact.slice(6)}`;
}
