import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, isId } from '../../shared/kernel/id.ts';
import type { ItemName } from './items.ts';
import type { Library } from './library.ts';

/** Numbers looked up in one call at most. */
const atOnce = 10_000;
const recordingNumber = /^R-\d{6,15}$/i;
const pageSize = 500;

/** What a person wrote, as far as it is an id or a number. */
export const nameOfReference = (reference: string): ItemName =>
  isId(reference) ? { id: reference, number: null } : { id: null, number: reference };

const unknown = (reference: string): CustosError =>
  new CustosError('not-found', `There is no ${reference}, or it is not open to you.`);

/** Turns ids and numbers (R-000123) of recordings into ids; what is not found is left out. */
export async function findRecordings(
  { call }: Library,
  references: readonly string[],
): Promise<ReadonlyMap<string, Id>> {
  const found = new Map<string, Id>();
  const numbers = new Set<string>();
  for (const reference of references) {
    if (isId(reference)) found.set(reference, reference);
    else if (recordingNumber.test(reference)) numbers.add(reference.toUpperCase());
  }
  const wanted = [...numbers];
  for (let at = 0; at < wanted.length; at += atOnce) {
    const rows = await call('recording.byNumber', { numbers: wanted.slice(at, at + atOnce) });
    for (const { id, number } of rows) found.set(number, id);
  }
  for (const reference of references) {
    const id = found.get(reference.toUpperCase());
    if (id) found.set(reference, id);
  }
  return found;
}

/** The ids of recordings, in order. @throws CustosError `not-found` for the first that is not there. */
export async function recordingIds(library: Library, references: readonly string[]): Promise<Id[]> {
  const found = await findRecordings(library, references);
  return references.map((reference) => {
    const id = found.get(reference);
    if (!id) throw unknown(reference);
    return id;
  });
}

/** @throws CustosError `not-found` */
export async function recordingId(library: Library, reference: string): Promise<Id> {
  const [id] = await recordingIds(library, [reference]);
  if (!id) throw unknown(reference);
  return id;
}

/** The id of an agreement by id or number (A-000123). @throws CustosError `not-found` */
export async function agreementId({ call }: Library, reference: string): Promise<Id> {
  if (isId(reference)) return reference;
  for (let offset = 0; ; offset += pageSize) {
    const { total, agreements } = await call('agreement.list', { offset, limit: pageSize });
    const found = agreements.find(({ number }) => number === reference.toUpperCase());
    if (found) return found.id;
    if (offset + pageSize >= total) throw unknown(reference);
  }
}

/** The id of a subject by id or number (S-000123). @throws CustosError `not-found` */
export async function subjectId({ call }: Library, reference: string): Promise<Id> {
  if (isId(reference)) return reference;
  const found = await call('subject.find', { text: reference });
  const subject = found.find(({ number }) => number === reference.toUpperCase());
  if (!subject) throw unknown(reference);
  return subject.id;
}

/** The id of a user by id or name. @throws CustosError `not-found` */
export async function userId({ call }: Library, reference: string): Promise<Id> {
  const users = await call('user.list', {});
  const user = users.find(
    ({ id, name, state }) => id === reference || (name === reference && state === 'active'),
  );
  if (!user) throw new CustosError('not-found', `There is no user “${reference}”.`);
  return user.id;
}
