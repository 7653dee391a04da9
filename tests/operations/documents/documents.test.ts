import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { certificatePdf } from '../../../electron/operations/documents/certificate.ts';
import { recallLetterPdf } from '../../../electron/operations/documents/recall-letter.ts';
import { recoveryKitPdf } from '../../../electron/operations/documents/recovery-kit.ts';
import { type Terms, termsPdf } from '../../../electron/operations/documents/statement-of-terms.ts';
import type { Certificate } from '../../../shared/domain/erasure/certificate.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** What a reader sees: the text as poppler's pdftotext (package poppler-utils) reads it, one line. */
const textOf = (bytes: Uint8Array): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes }).toString().replaceAll('\u200b', '');
const flat = (bytes: Uint8Array): string => textOf(bytes).replace(/\s+/g, ' ');
const pagesOf = (bytes: Uint8Array): number => textOf(bytes).split('\f').length - 1;

const longName = `Wolfeschlegelsteinhausenbergerdorff-${'Featherstonehaugh-'.repeat(4)}Ångström`;
const someone = { id: '1'.repeat(32) as Id, name: 'Zoë Brontë-Ångström' };

const terms: Terms = {
  number: 'L-000123',
  library: 'Medical Illustration, St Elsewhere',
  releasedOn: '2026-03-10' as Day,
  releasedBy: 'Anna Author',
  recipient: longName,
  organisation: 'University of Łódź, Ιατρική, Медицина',
  use: 'teaching',
  audience: 'medicalSetting',
  purpose: 'Third-year lecture on burns',
  until: '2027-03-10' as Day,
  files: 12,
  identifiable: false,
};

test('the statement of terms is one page and says who, what for, until when, what not, and whom to tell', async () => {
  const bytes = await termsPdf(terms);
  expect(pagesOf(bytes)).toBe(1);
  const text = flat(bytes);
  for (const words of [
    'L-000123',
    'University of Łódź, Ιατρική, Медицина',
    'teaching',
    'medical setting',
    'Third-year lecture on burns',
    '2027-03-10',
    'may not be passed on',
    'tell Anna Author at once',
    'anonymised',
  ]) {
    expect(text).toContain(words);
  }
  expect(textOf(bytes).replace(/\s+/g, '')).toContain(longName);
});

test('the longest terms still fit one page', async () => {
  const bytes = await termsPdf({
    ...terms,
    library: 'Medical Illustration '.repeat(9),
    recipient: 'Maximiliana-Featherstonehaugh '.repeat(6),
    organisation: 'Organisation'.repeat(16),
    purpose: 'lecture '.repeat(62),
  });
  expect(pagesOf(bytes)).toBe(1);
});

test('copies from which a patient may be known are said to be confidential', async () => {
  expect(flat(await termsPdf({ ...terms, identifiable: true }))).toContain('recognisable');
});

const certificate: Certificate = {
  id: '2'.repeat(32) as Id,
  number: 'E-000007',
  recording: { id: '3'.repeat(32) as Id, number: 'R-000042' },
  why: 'The patient withdrew consent on 3 March.',
  paragraph: '14e',
  proposedBy: someone,
  approvedBy: { id: '4'.repeat(32) as Id, name: 'Ben Brown' },
  secondPersonMissing: false,
  erasedAt: '2026-03-10T11:22:33.000Z' as Instant,
  destroyed: ['The keys of 2 stored files, and the files themselves.'],
  verifiedHow: ['No key of a file is left in the key store.'],
  copiesOut: [{ release: 'L-000009', recipient: longName, releasedOn: '2026-02-01' as Day }],
  outOfReach: ['Snapshots that the storage has made of the disk.'],
};

test('a certificate on paper says what the stored one says', async () => {
  const bytes = await certificatePdf(certificate, 'Medical Illustration');
  const text = flat(bytes);
  for (const words of [
    'E-000007',
    'R-000042',
    '2026-03-10 11:22 UTC',
    certificate.why,
    '14e',
    'Zoë Brontë-Ångström',
    'Ben Brown',
    'L-000009',
    certificate.destroyed[0]!,
    certificate.verifiedHow[0]!,
    certificate.outOfReach[0]!,
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain('no independent second person');
  expect(textOf(bytes).replace(/\s+/g, '')).toContain(longName);
});

test('a certificate says where a second person was missing', async () => {
  const bytes = await certificatePdf({ ...certificate, secondPersonMissing: true }, 'Medical Illustration');
  expect(flat(bytes)).toContain('no independent second person');
});

test('the recovery kit prints its secret and its commands letter for letter', async () => {
  const secret = `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`;
  const command = 'age -d -i identity.txt vault/ab/abcdef.age > photograph.jpg';
  const bytes = await recoveryKitPdf({
    title: 'Recovery kit of Ward 9',
    sections: [
      { heading: 'The library identity', lines: ['Type it as it stands.'], commands: [secret] },
      { heading: 'Opening a file', lines: ['With the age command:'], commands: [command] },
    ],
  });
  expect(textOf(bytes)).toContain(secret);
  expect(flat(bytes)).toContain(command);
});

test('a recall letter says what to destroy and by when, has room for the answer, and tells nothing of why', async () => {
  const bytes = await recallLetterPdf({
    number: 'L-000123',
    library: 'Medical Illustration',
    writtenOn: '2026-03-10' as Day,
    writtenBy: 'Anna Author',
    releasedOn: '2026-01-05' as Day,
    recipient: longName,
    organisation: 'University of Łódź',
    purpose: 'Third-year lecture on burns',
    by: '2026-03-24' as Day,
    files: ['L-000123-001.jpg', 'L-000123-004.mp4'],
  });
  const text = flat(bytes);
  for (const said of [
    'L-000123 of 2026-01-05',
    'Łódź',
    'by 2026-03-24',
    'L-000123-004.mp4',
    'Signature, date',
  ])
    expect(text).toContain(said);
  expect(text).toContain('Of them, 2 may no longer be used, and we ask for them back.');
  expect(text).not.toMatch(/withdr|consent|erase/i);
  expect(pagesOf(bytes)).toBe(1);
});
