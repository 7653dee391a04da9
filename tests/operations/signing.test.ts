import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../shared/kernel/id.ts';
import { pagesAsPictures } from './form-scans.ts';
import { passphrase, Rig } from './rig.ts';
import { answered, formOut, handOver, signer } from './signing-story.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
}, 60_000);
afterAll(() => rig?.close());

const takeBack = () => rig.call('Cass', 'session.takeBack', { passphrase });
const show = (form: Id) => rig.call('Cass', 'form.show', { form });
const files = async () => (await rig.call('Cass', 'library.size', {})).files;

async function pageOf(form: Id): Promise<Buffer> {
  const [scan] = (await show(form)).scans;
  const { url } = await rig.call('Cass', 'form.openScan', { scan: scan!.id });
  return (await rig.media('Cass', url))!.bytes;
}

/** What poppler's pdftotext reads. */
const wordsOf = (pdf: Buffer): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();

test('what is answered and signed comes back as pages of the form, and the agreement is entered from it', async () => {
  const { subject, form } = await formOut(rig, 'Kowalska');
  await handOver(rig, form);
  const inHand = await rig.call('Cass', 'signing.show', {});
  expect(inHand).toMatchObject({ patient: 'Ann Kowalska', answeredBy: '', language: 'Polish' });
  await rig.call('Cass', 'signing.complete', answered);
  const again = await rig.failure('Cass', 'signing.complete', answered);
  expect(again.code).toBe('conflict');
  await takeBack();
  const shown = await show(form);
  expect(shown).toMatchObject({
    state: 'returned',
    entry: { answers: answered.answers, givenOn: '2026-03-10', leaflet: signer.leaflet },
    scans: [{ type: 'application/pdf', pages: [1, 2] }],
  });
  const { entry } = shown;
  const made = await rig.call('Cass', 'form.enter', { form, entry: entry! });
  const agreement = await rig.call('Cass', 'agreement.show', { agreement: made.agreements[0]!.id });
  expect(agreement).toMatchObject({
    terms: { uses: ['teaching'], form: 'written', copiesAllowed: false },
    subjects: [{ id: subject }],
    scans: [{ type: 'application/pdf' }],
  });
});

test('the page holds every answer, how it came about, and the drawn line', async () => {
  const { form } = await formOut(rig, 'Nowak');
  await handOver(rig, form);
  await rig.call('Cass', 'signing.complete', {
    ...answered,
    answers: { ...answered.answers, viewers: 'no' },
    viewers: ['Dr Hale'],
    told: ['purpose', 'careUnaffected'],
  });
  await takeBack();
  const page = await pageOf(form);
  const words = wordsOf(page);
  for (const said of [
    'Ann Nowak (the patient)',
    'by Cass',
    'Maria Kowalska',
    'Dr Hale',
    'Answered on the screen',
  ])
    expect(words).toContain(said);
  expect(words).not.toContain('It is kept for teaching');
  const { informed } = (await show(form)).entry!;
  expect(informed).toMatchObject({ purpose: true, careUnaffected: true, viewers: false });
  // The same form without the line has less ink, where the pad lies on the last page.
  const other = await formOut(rig, 'Nowak');
  await handOver(rig, other.form);
  const typed = { means: 'typed', name: 'Ann Nowak', witness: 'Piotr Zielinski' } as const;
  await rig.call('Cass', 'signing.complete', { ...answered, signature: typed });
  await takeBack();
  const typedPage = await pageOf(other.form);
  expect(wordsOf(typedPage)).toMatch(/Piotr Zielinski/);
  const inPage = (pdf: Buffer) => pagesAsPictures(pdf, 30).at(-1)!;
  expect(inPage(page).equals(inPage(typedPage))).toBe(false);
});

test('a form that is handed back unsigned stays out, and nothing of it is kept', async () => {
  const { form } = await formOut(rig, 'Lis');
  const stored = await files();
  await handOver(rig, form);
  await takeBack();
  expect(await show(form)).toMatchObject({ state: 'out', scans: [], entry: null });
  expect(await files()).toBe(stored);
});

test('who guesses at the passphrase meanwhile is slowed down, and the trail says so', async () => {
  const { form } = await formOut(rig, 'Guessworth');
  await handOver(rig, form);
  const guess = () => rig.failure('Cass', 'session.takeBack', { passphrase: 'a guess of somebody' });
  for (let tries = 0; tries < 3; tries += 1) expect((await guess()).code).toBe('wrong-passphrase');
  const from = performance.now();
  expect((await guess()).code).toBe('wrong-passphrase');
  expect(performance.now() - from).toBeGreaterThan(1_900);
  await takeBack();
  const { entries } = await rig.call('Cass', 'trail.window', { about: form, offset: 0, limit: 50 });
  const refused = entries.filter(({ kind }) => kind === 'session.refused');
  expect(refused).toHaveLength(4);
  expect(refused.every(({ by }) => by === null)).toBe(true);
});

test('answers to other questions, an empty signature and a form that is not out are refused', async () => {
  const { form } = await formOut(rig, 'Wilk');
  const stored = await files();
  await handOver(rig, form);
  for (const wrong of [
    { ...answered, answers: { ...answered.answers, other: 'yes' as const } },
    { ...answered, answers: { make: 'yes' as const } },
    { ...answered, signature: { means: 'drawn', strokes: [[[1, 1]]] } },
    {
      ...answered,
      signature: {
        means: 'drawn',
        strokes: [
          [
            [1, 1],
            [1, 9_999],
          ],
        ],
      },
    },
    { ...answered, signature: { means: 'typed', name: 'Ann', witness: ' ' } },
  ])
    expect((await rig.failureOf('Cass', 'signing.complete', wrong)).code).toBe('invalid-input');
  await takeBack();
  expect(await files()).toBe(stored);
  await rig.call('Cass', 'form.void', { form, reason: 'a test' });
  const asked = { view: 'signing', form, signer } as const;
  expect((await rig.failure('Cass', 'session.handOver', asked)).code).toBe('conflict');
  const nameless = { ...signer, givenBy: 'parentOrGuardian' as const };
  const { form: other } = await formOut(rig, 'Sowa');
  const failed = await rig.failure('Cass', 'session.handOver', { ...asked, form: other, signer: nameless });
  expect(failed.code).toBe('invalid-input');
});

test('the trail says it in words that name nobody', async () => {
  const { subject, form } = await formOut(rig, 'Sroka');
  await handOver(rig, form);
  await rig.call('Cass', 'signing.complete', answered);
  await takeBack();
  const { entries } = await rig.call('Grace', 'trail.window', { about: subject, offset: 0, limit: 20 });
  const says = entries.map((entry) => entry.says).join('\n');
  expect(says).toContain('Handed the device to a patient: a consent form to answer.');
  expect(says).toContain('Had a consent form answered and signed on the screen.');
  expect(says).toContain('Took the device back from a patient: the form is signed.');
  expect(says).not.toContain('Sroka');
});
