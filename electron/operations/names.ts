import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';

const padded = (letter: string, number: number): string => `${letter}-${String(number).padStart(6, '0')}`;

/** The human numbers of a library, each kind with its letter. */
export const recordingNumber = (number: number): string => padded('R', number);
export const subjectNumber = (number: number): string => padded('S', number);
export const agreementNumber = (number: number): string => padded('A', number);
export const releaseNumber = (number: number): string => padded('L', number);
export const formNumber = (number: number): string => padded('F', number);
export const disclosureNumber = (number: number): string => padded('D', number);
export const certificateNumber = (number: number): string => padded('E', number);

/** A subject's name as it is read aloud. */
export const subjectName = (subject: { readonly givenName: string; readonly familyName: string }): string =>
  [subject.givenName, subject.familyName].filter((part) => part !== '').join(' ');

/** Staff by id with their names; somebody removed keeps theirs. */
export async function personOf(reader: CatalogueReader, id: Id): Promise<{ id: Id; name: string }> {
  const user = await reader.users.get(id);
  return { id, name: user?.name ?? 'a former user' };
}

export async function recordingReference(
  reader: CatalogueReader,
  id: Id,
): Promise<{ id: Id; number: string }> {
  const recording = await reader.recordings.get(id);
  return { id, number: recording ? recordingNumber(recording.number) : '' };
}
