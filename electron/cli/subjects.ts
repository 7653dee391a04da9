import type { Output } from '../../shared/contract/contract.ts';
import { compactIdentifier } from '../../shared/domain/subject/identifier.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { SubjectForm, SubjectReference } from './forms/references.ts';
import type { Library } from './library.ts';
import { subjectId } from './references.ts';

type Subject = Output<'subject.find'>[number];
type Identifier = SubjectForm['identifiers'][number];

/** A form's days have been read as days of the calendar. */
export const factsOf = (form: SubjectForm) => ({
  familyName: form.familyName,
  givenName: form.givenName,
  bornOn: form.bornOn as Day | null,
  diedOn: form.diedOn as Day | null,
  capacityRegainedOn: form.capacityRegainedOn as Day | null,
  lastSeenOn: form.lastSeenOn as Day | null,
  appointedPerson: form.appointedPerson,
  identifiers: form.identifiers,
});

const sameText = (one: string, other: string): boolean =>
  one.trim().toLocaleLowerCase('en-GB') === other.trim().toLocaleLowerCase('en-GB');

const sameIdentifier = (one: Identifier, other: Identifier): boolean =>
  one.kind === other.kind &&
  sameText(one.issuer, other.issuer) &&
  compactIdentifier(one.value) === compactIdentifier(other.value);

async function byIdentifier({ call }: Library, form: SubjectForm): Promise<Subject | undefined> {
  for (const identifier of form.identifiers) {
    const found = await call('subject.find', { text: compactIdentifier(identifier.value) });
    const subject = found.find(({ identifiers }) =>
      identifiers.some((other) => sameIdentifier(identifier, other)),
    );
    if (subject) return subject;
  }
  return undefined;
}

/** By names and birthday, which without a birthday would be a guess. */
async function byName({ call }: Library, form: SubjectForm): Promise<Subject | undefined> {
  if (form.bornOn === null || form.identifiers.length > 0) return undefined;
  const found = await call('subject.find', { text: form.familyName });
  return found.find(
    ({ familyName, givenName, bornOn }) =>
      sameText(familyName, form.familyName) && sameText(givenName, form.givenName) && bornOn === form.bornOn,
  );
}

/** @throws CustosError `conflict` where the number belongs to somebody of another name. */
function assertSamePerson(subject: Subject, form: SubjectForm): void {
  if (sameText(subject.familyName, form.familyName)) return;
  throw new CustosError(
    'conflict',
    `The number given for ${form.familyName} belongs to ${subject.number}, who has another name. Please compare the labels.`,
  );
}

/** Finds the patient that a form describes, or adds one. */
export async function findOrAddSubject(
  library: Library,
  form: SubjectForm,
): Promise<{ id: Id; number: string; state: 'found' | 'added' }> {
  const known = (await byIdentifier(library, form)) ?? (await byName(library, form));
  if (known) {
    assertSamePerson(known, form);
    return { id: known.id, number: known.number, state: 'found' };
  }
  const { id, number } = await library.call('subject.create', factsOf(form));
  return { id, number, state: 'added' };
}

/** The ids behind references to subjects; those described rather than named are found or added. */
export async function subjectIds(library: Library, references: readonly SubjectReference[]): Promise<Id[]> {
  const ids: Id[] = [];
  for (const reference of references) {
    ids.push(
      typeof reference === 'string'
        ? await subjectId(library, reference)
        : (await findOrAddSubject(library, reference)).id,
    );
  }
  return ids;
}
