import { isDay } from '../../kernel/day.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { actions, editionNames, type PolicyCase, recordingStates, renditionKinds } from './case.ts';
import * as words from './words.ts';

/** The first thing wrong with a case: a dotted path such as `subjects[0].agreements[1].uses`, and a sentence. */
export type CaseError = { readonly field: string; readonly message: string };

/** Looks at a value; null when it is as it should be. An error's field is relative to the value. */
type Check = (value: unknown) => CaseError | null;

/** Longest excerpt of a wrong value that a message repeats, in characters. */
const excerptLength = 40;

function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text;
}

const wrong = (expected: string, value: unknown): CaseError => ({
  field: '',
  message: `Expected ${expected}, found ${shown(value)}.`,
});

const bool: Check = (value) => (typeof value === 'boolean' ? null : wrong('true or false', value));
const text: Check = (value) => (typeof value === 'string' ? null : wrong('text', value));
const day: Check = (value) =>
  typeof value === 'string' && isDay(value) ? null : wrong('a day of the calendar as YYYY-MM-DD', value);
const dayOrNull: Check = (value) => (value === null ? null : day(value));

function oneOf(set: readonly string[]): Check {
  const members = new Set<unknown>(set);
  return (value) => (members.has(value) ? null : wrong(`one of ${set.join(', ')}`, value));
}

/** A list of plain values: a wrong member is an error of the list's own field. */
const listOfPlain =
  (member: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return wrong('a list', value);
    for (const item of value) {
      const error = member(item);
      if (error) return error;
    }
    return null;
  };

/** A list of objects: an error's path begins with the member's place. */
const listOf =
  (member: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return wrong('a list', value);
    for (let index = 0; index < value.length; index++) {
      const error = member(value[index]);
      if (error) return { ...error, field: joined(`[${index}]`, error.field) };
    }
    return null;
  };

const joined = (outer: string, inner: string): string =>
  inner === '' || inner.startsWith('[') ? outer + inner : `${outer}.${inner}`;

/** An object with exactly these fields, besides those passed over. Paths are built only when something is wrong. */
function shape(fields: Readonly<Record<string, Check>>, passedOver: readonly string[] = []): Check {
  const entries = Object.entries(fields);
  const known = new Set([...Object.keys(fields), ...passedOver]);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('an object', value);
    for (const key of Object.keys(value)) {
      if (!known.has(key)) return { field: key, message: 'This field is not known here.' };
    }
    for (const [field, check] of entries) {
      if (!Object.hasOwn(value, field)) return { field, message: 'This field is missing.' };
      const error = check((value as Record<string, unknown>)[field]);
      if (error) return { ...error, field: joined(field, error.field) };
    }
    return null;
  };
}

const recordingFields = {
  madeFor: oneOf(words.uses),
  circumstances: oneOf(words.circumstances),
  madeOn: day,
  state: oneOf(recordingStates),
  onHold: bool,
  callerNotice: bool,
  colleagueConsulted: bool,
  medicoLegalInvestigation: bool,
  coronerDiscussed: bool,
  externalFilming: bool,
  bodiesInformed: bool,
};

/** The 2002 edition names fewer kinds, and has no rule that turns on whether asking is practicable. */
const recordingOf2002 = shape({ category: oneOf(words.categories), ...recordingFields });
const recording = shape({
  category: oneOf(words.categoriesOf2011),
  ...recordingFields,
  askingImpracticable: bool,
});

const rendition = shape({
  kind: oneOf(renditionKinds),
  signedOff: bool,
  identifiability: oneOf(words.identifiabilities),
});

const agreement = shape({
  id: text,
  toMake: bool,
  uses: listOfPlain(oneOf(words.uses)),
  givenBy: oneOf(words.givers),
  givenOn: day,
  form: oneOf(words.agreementForms),
  notedInRecord: bool,
  subjectThen: shape({ under16: bool, hasCapacity: bool, deceased: bool }),
  capacityNote: bool,
  informed: shape(Object.fromEntries(words.informedPoints.map((point) => [point, bool]))),
  afterRecording: oneOf(words.afterRecordings),
  viewers: listOfPlain(text),
  copiesAllowed: bool,
  identifiableAllowed: bool,
  keepUntil: dayOrNull,
});

const subject = shape({ id: text, appointedPerson: bool, agreements: listOf(agreement) });

const request = shape({
  action: oneOf(actions),
  use: oneOf(words.uses),
  audience: oneOf(words.audiences),
  actor: shape({ name: text, careTeam: bool }),
});

const caseWith = (recordingCheck: Check): Check =>
  shape(
    {
      id: text,
      edition: oneOf(editionNames),
      today: day,
      jurisdiction: oneOf(words.jurisdictions),
      recording: recordingCheck,
      rendition,
      subjects: listOf(subject),
      request,
    },
    // A collection of examples says with each case what it shows and what is expected; neither is a fact.
    ['about', 'expect'],
  );

const caseOf2002 = caseWith(recordingOf2002);
const laterCase = caseWith(recording);

const isLater = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'edition' in value &&
  (value.edition === 'gmc-2011' || value.edition === 'gmc-stricter');

/**
 * Reads a case strictly: an unknown field, a missing one or a value outside its set is an error that names the field.
 * Never throws on a JSON value. The value itself is returned, not a copy.
 */
export function parseCase(value: unknown): Result<PolicyCase, CaseError> {
  const error = (isLater(value) ? laterCase : caseOf2002)(value);
  return error ? fail(error) : ok(value as PolicyCase);
}
