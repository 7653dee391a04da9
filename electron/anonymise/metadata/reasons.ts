import type { Gives } from '../../../shared/domain/recording/finding-groups.ts';

export type Reason = Gives;

/** Why a finding identifies, as sentences for people. */
export const reasons: Readonly<Record<Reason, string>> = {
  who: 'It may name the patient, the photographer or the owner of the camera.',
  where: 'It tells where the picture was made.',
  when: 'It tells when the picture was made or changed, which can be matched with an appointment.',
  device: 'It tells which device or program made the picture, and so whose it may be.',
  said: 'It is free text, in which anything may be written about the patient.',
  picture: 'It is another picture inside the file, which may show what was later cut away or covered.',
  number: 'It is a number that can be matched with other pictures or records.',
  account: 'It tells whose account or which edits the picture went through.',
  settings: 'It describes how the picture was taken, which helps to match it with others.',
  unknown: 'It is not needed to show the picture, and nobody can say what it gives away.',
};

const reasonNames = new Map(Object.entries(reasons).map(([name, why]) => [why as string, name as Reason]));

/** The reason behind the sentence of a finding. */
export const reasonOf = (why: string): Reason => reasonNames.get(why) ?? 'unknown';

/** Guesses from a property's name what it gives away, where no table knows it. */
export function reasonForName(name: string): Reason {
  if (/gps|location|city|country|state|latitude|longitude|address|sublocation|province/i.test(name))
    return 'where';
  if (/date|time|created|modified/i.test(name)) return 'when';
  if (/serial|uniqueid|documentid|instanceid|uuid|guid|digest|identifier/i.test(name)) return 'number';
  if (
    /creator|author|artist|owner|by-?line|person|patient|physician|credit|rights|copyright|face|name/i.test(
      name,
    )
  ) {
    return 'who';
  }
  if (/make|model|software|tool|lens|device|camera|producer|firmware|encoder/i.test(name)) return 'device';
  if (/thumbnail|preview|image$/i.test(name)) return 'picture';
  if (/history|derived|account|ingredient/i.test(name)) return 'account';
  return /comment|description|caption|title|subject|keyword|headline|instructions|label/i.test(name)
    ? 'said'
    : 'unknown';
}

/** The longest value that is shown; the rest is counted. */
const shownLength = 300;

/** A value as people read it: one line, control characters gone, cut where it is long. */
export function shown(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: foreign text may hold them, and a screen must not.
  const plain = value.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return plain.length <= shownLength ? plain : `${plain.slice(0, shownLength)}… (${plain.length} characters)`;
}
