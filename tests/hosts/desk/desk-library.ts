import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Input } from '../../../shared/contract/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { terms } from '../../operations/release-terms.ts';
import type { Rig } from '../../operations/rig.ts';

/** What the stories of the desk begin with, entered by operations as fast as they go. */

/** A small picture like no other: a few coloured fields whose places and colours come from its number. */
export function picture(seed: number, width = 160): Promise<Buffer> {
  let state = seed * 2_654_435_761 + 1;
  const fields = Buffer.from(
    Array.from({ length: 6 * 5 * 3 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
  return sharp(fields, { raw: { width: 6, height: 5, channels: 3 } })
    .resize(width, Math.round(width * 0.75), { fit: 'fill', kernel: 'cubic' })
    .jpeg({ quality: 80 })
    .toBuffer();
}

export async function pictures(count: number, from: number): Promise<Record<string, Buffer>> {
  const made: Record<string, Buffer> = {};
  for (let at = 0; at < count; at += 1)
    made[`${String(from + at).padStart(5, '0')}.jpg`] = await picture(from + at);
  return made;
}

export const newPatient = async (rig: Rig, familyName: string): Promise<Id> => {
  const facts = { familyName, givenName: 'Ann', bornOn: null, diedOn: null };
  const made = await rig.call('Cass', 'subject.create', {
    ...facts,
    appointedPerson: false,
    identifiers: [],
  });
  return made.id;
};

/** Takes these files in with one job and answers their recordings in the order of their names. */
export async function takeIn(
  rig: Rig,
  files: Readonly<Record<string, Buffer>>,
  classify: Input<'import.start'>['classify'],
): Promise<Id[]> {
  const job = await rig.import('Cass', { paths: [rig.files(files)], ...(classify ? { classify } : {}) });
  return job.items.flatMap(({ recording }) => recording?.id ?? []);
}

export const forTeaching = {
  category: 'other',
  madeFor: 'teaching',
  circumstances: 'planned',
  made: { earliest: '2026-10-01' as Day, latest: '2026-10-01' as Day },
} as const;

/** A patient with one recording made for teaching, agreed to before it was made. */
export async function agreedTo(
  rig: Rig,
  recording: Id,
  familyName: string,
): Promise<{ readonly subject: Id; readonly agreement: Id }> {
  const subject = await newPatient(rig, familyName);
  await rig.call('Cass', 'recording.classify', {
    recordings: [recording],
    classification: { ...forTeaching, subjects: [subject] },
  });
  const given = { ...terms, givenByName: '', keepUntil: null };
  const { id } = await rig.call('Cass', 'agreement.create', {
    terms: given,
    subjects: [subject],
    recordings: [recording],
  });
  return { subject, agreement: id };
}

/** Writes a file where the window is to take it from. */
export function fileOf(rig: Rig, name: string, bytes: Uint8Array): string {
  const path = join(rig.files({}), name);
  writeFileSync(path, bytes);
  return path;
}
