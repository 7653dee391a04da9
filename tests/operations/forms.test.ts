import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../shared/contract/contract.ts';
import { informedPoints } from '../../shared/domain/policy/words.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { pagesAsPictures, scanned, scannedPdf } from './form-scans.ts';
import { Rig, sample } from './rig.ts';

let rig: Rig;
/** The patients of one clinic, and a form for each. */
const patients: Id[] = [];
let forms: Output<'form.issue'>['forms'];
/** The pages of each form as they come out of the printer. */
let pages: Buffer[][];

const newPatient = async (familyName: string): Promise<Id> => {
  const facts = { familyName, givenName: 'Ann', bornOn: '1960-02-01' as Day, diedOn: null };
  const made = await rig.call('Cass', 'subject.create', {
    ...facts,
    appointedPerson: false,
    identifiers: [],
  });
  return made.id;
};

const printed = async (ids: readonly Id[]): Promise<Buffer> => {
  const { url } = await rig.call('Cass', 'form.print', { forms: [...ids] });
  return (await rig.media('Cass', url))!.bytes;
};

/** What poppler's pdftotext reads. */
const wordsOf = (pdf: Buffer): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();

const issue = async (subjects: Id[], more: Partial<Input<'form.issue'>> = {}) =>
  (await rig.call('Cass', 'form.issue', { purpose: 'teaching', subjects, ...more })).forms;

/** Hands a file over and answers what is said of it. */
async function handOver(name: string, bytes: Buffer, who = 'Cass', number?: string) {
  const path = join(rig.files({ [name]: bytes }), name);
  return (await rig.call(who, 'form.receive', { path, ...(number ? { number } : {}) })).forms;
}

const show = (form: { readonly id: Id }) => rig.call('Cass', 'form.show', { form: form.id });

const entry = (answers: Record<string, 'yes' | 'no' | 'blank'> = {}): Input<'form.enter'>['entry'] => ({
  answers: {
    make: 'yes',
    teaching: 'yes',
    assessment: 'no',
    copies: 'no',
    identifiable: 'no',
    viewers: 'yes',
    until: 'yes',
    ...answers,
  },
  givenBy: 'patient',
  givenByName: '',
  givenOn: '2026-03-10' as Day,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed: Object.fromEntries(informedPoints.map((point) => [point, true])) as never,
  viewers: [],
  keepUntil: null,
  leaflet: { version: '3', language: 'Polish', interpreter: 'Maria Kowalska', timeGiven: 'two days' },
});
const no = { make: 'no', teaching: 'no', assessment: 'no', viewers: 'no', until: 'no' } as const;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Tess: 'clinician', Otto: 'clinician' });
  for (let place = 0; place < 20; place += 1) patients.push(await newPatient(`Clinic${place}`));
  forms = await issue(patients);
  const pictures = pagesAsPictures(await printed(forms.map(({ id }) => id)));
  const each = pictures.length / forms.length;
  pages = forms.map((_, place) => pictures.slice(place * each, (place + 1) * each));
}, 120_000);
afterAll(() => rig?.close());

test('twenty forms of a clinic are scanned in one batch, and every one is matched', async () => {
  expect(forms[0]?.number).toBe('F-000001');
  expect(pages[0]).toHaveLength(2);
  const batch: Record<string, Buffer> = {};
  const scansOf = async (place: number, turned: number, scale = 1) =>
    Promise.all(pages[place]!.map((page) => scanned(page, { turned, scale })));
  // A copier puts some in a PDF each, some upside down or askew, and some two by two.
  for (const place of [0, 1, 2, 3, 4, 5, 6, 7])
    batch[`${place}.pdf`] = await scannedPdf(await scansOf(place, [0, 180, 2.5, -3][place % 4]!));
  for (const place of [8, 10, 12, 14])
    batch[`${place}.pdf`] = await scannedPdf([
      ...(await scansOf(place, 0)),
      ...(await scansOf(place + 1, 180)),
    ]);
  for (const [index, form] of (['jpeg', 'png', 'tiff', 'jpeg'] as const).entries())
    for (const [page, picture] of pages[16 + index]!.entries())
      batch[`${16 + index}-${page}.${form}`] = await scanned(picture, { form, turned: 90 * index });
  const folder = rig.files(batch);
  const said: Output<'form.receive'>['forms'] = [];
  for (const name of Object.keys(batch))
    said.push(...(await rig.call('Cass', 'form.receive', { path: join(folder, name) })).forms);
  expect(said.filter(({ outcome }) => outcome !== 'matched')).toEqual([]);
  expect(new Set(said.map(({ form }) => form?.number)).size).toBe(20);
  const { total } = await rig.call('Cass', 'form.list', { state: 'returned' });
  expect(total).toBe(20);
  expect(said.filter(({ missing }) => missing.length > 0)).toHaveLength(4);
  expect(said.at(-1)?.says).toBe('Form F-000020: page 2 came in. Every page is here.');
  // Two patients in one file: each form is given its own pages only.
  const [scan] = (await show(forms[8]!)).scans;
  const { url, type } = await rig.call('Cass', 'form.openScan', { scan: scan!.id });
  const kept = await rig.media('Cass', url);
  expect([type, pagesAsPictures(kept!.bytes, 20).length]).toEqual(['application/pdf', 2]);
}, 240_000);

test('what was entered of a form makes its agreement, objects where no was ticked, and takes the scan along', async () => {
  const form = forms[0]!;
  const { agreements, refused } = await rig.call('Cass', 'form.enter', { form: form.id, entry: entry() });
  expect(refused).toBe(false);
  expect(agreements).toHaveLength(2);
  const [agreed, objection] = await Promise.all(
    agreements.map(({ id }) => rig.call('Cass', 'agreement.show', { agreement: id })),
  );
  expect(agreed).toMatchObject({
    terms: { uses: ['teaching'], toMake: true, form: 'written', copiesAllowed: false },
    afterRecording: 'notAsked',
    scans: [{ type: 'application/pdf' }],
    subjects: [{ id: patients[0] }],
  });
  expect(objection).toMatchObject({ terms: { uses: ['assessmentOfDoctors'] }, afterRecording: 'withdrawn' });
  const shown = await show(form);
  expect(shown).toMatchObject({ state: 'entered', scans: [], agreement: { number: agreed!.number } });
  expect(shown.entry?.leaflet.language).toBe('Polish');
  const scan = await rig.call('Cass', 'agreement.openScan', { scan: agreed!.scans[0]!.id });
  expect((await rig.media('Cass', scan.url))?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const again = await rig.failure('Cass', 'form.enter', { form: form.id, entry: entry() });
  expect(again.message).toContain('entered already');
});

test('no to everything is entered as a refusal that holds every use', async () => {
  const done = await rig.call('Cass', 'form.enter', { form: forms[1]!.id, entry: entry(no) });
  expect(done).toMatchObject({ refused: true, agreements: [{}] });
  const made = await rig.call('Cass', 'agreement.show', { agreement: done.agreements[0]!.id });
  expect(made.terms.uses).toHaveLength(7);
  expect(made).toMatchObject({ afterRecording: 'withdrawn', scans: [{}] });
});

test('nothing half entered is left where a check refuses it', async () => {
  const form = forms[2]!;
  const before = await rig.call('Cass', 'agreement.list', { limit: 1 });
  const future = { ...entry(), givenOn: '2026-03-11' as Day };
  expect((await rig.failure('Cass', 'form.enter', { form: form.id, entry: future })).code).toBe(
    'invalid-input',
  );
  const blank = { make: 'blank', teaching: 'blank', assessment: 'blank' } as const;
  const open = await rig.failure('Cass', 'form.enter', { form: form.id, entry: entry(blank) });
  expect(open.message).toContain('Nothing was decided');
  expect((await rig.call('Cass', 'agreement.list', { limit: 1 })).total).toBe(before.total);
  expect(await show(form)).toMatchObject({ state: 'returned', scans: [{}] });
});

describe('a scan that is not matched is answered in words, and nothing is kept of it', () => {
  const files = async () => (await rig.call('Cass', 'library.size', {})).files;
  const page = (place: number) => scanned(pages[place]![0]!);

  test('the same scan twice', async () => {
    const [form] = await issue([patients[3]!]);
    const [first] = pagesAsPictures(await printed([form!.id]));
    const scan = await scanned(first!);
    const [one] = await handOver('one.jpg', scan);
    expect(one).toMatchObject({ outcome: 'matched', pages: [1], missing: [2] });
    const stored = await files();
    const [other] = await handOver('again.jpg', scan);
    expect(other).toMatchObject({ outcome: 'again', form: { number: form!.number } });
    expect(await files()).toBe(stored);
  });

  test.each([
    ['entered', 0, 'entered already, as A-'],
    ['void', 4, 'was marked void'],
  ])('a form that is %s', async (state, place, words) => {
    if (state === 'void')
      await rig.call('Cass', 'form.void', {
        form: forms[place]!.id,
        reason: 'printed for the wrong patient',
      });
    const stored = await files();
    const [said] = await handOver('late.jpg', await scanned(pages[place]![0]!, { quality: 50 }));
    expect(said).toMatchObject({ outcome: 'closed' });
    expect(said?.says).toContain(words);
    expect(await files()).toBe(stored);
  });

  test('no code at all, no picture at all, and a page without a code beside one with it', async () => {
    const photograph = readFileSync(sample('tika__baseball.jpg'));
    expect(await handOver('photo.jpg', photograph)).toMatchObject([{ outcome: 'notMatched', form: null }]);
    expect((await handOver('empty.pdf', Buffer.from('%PDF-1.4\n%%EOF')))[0]?.says).toContain(
      'No page with a code',
    );
    const [form] = await issue([patients[5]!]);
    const own = pagesAsPictures(await printed([form!.id]));
    const both = await scannedPdf([await scanned(own[0]!), photograph]);
    expect(await handOver('both.pdf', both)).toMatchObject([
      { outcome: 'matched', pages: [1], missing: [2] },
      { outcome: 'notMatched', pages: [2] },
    ]);
    // The page that may be anybody's did not go along.
    const { url } = await rig.call('Cass', 'form.openScan', { scan: (await show(form!)).scans[0]!.id });
    expect(pagesAsPictures((await rig.media('Cass', url))!.bytes, 20)).toHaveLength(1);
  });

  test('a code of another library, and one that was made elsewhere in the name of this one', async () => {
    const other = await Rig.make({ Cass: 'custodian' });
    const own = rig;
    try {
      rig = other;
      const [form] = await issue([await newPatient('Elsewhere')]);
      const foreign = await scanned(pagesAsPictures(await printed([form!.id]))[0]!);
      rig = own;
      expect(await handOver('foreign.jpg', foreign)).toMatchObject([{ outcome: 'otherLibrary', form: null }]);
    } finally {
      rig = own;
      await other.close();
    }
    const { consentFormsPdf } = await import('../../electron/operations/documents/consent-form.ts');
    const [, short = ''] = /Library ([0-9A-F]{8})/.exec(wordsOf(await printed([forms[6]!.id]))) ?? [];
    const { template } = await show(forms[6]!);
    const forged = await consentFormsPdf([
      {
        ...{
          number: 'F-000007',
          library: 'Elsewhere',
          version: 1,
          publication: '',
          template: template as never,
        },
        patient: { name: 'Nobody', bornOn: null, identifier: '' },
        codeOf: (at, of) => ({
          text: `CUSTOS1/${short}/000007/${at}-${of}/0123456789ABCDEF`,
          library: short,
          check: '0123456789ABCDEF',
        }),
      },
    ]);
    const [said] = await handOver('forged.jpg', await scanned(pagesAsPictures(forged)[0]!));
    expect(said).toMatchObject({ outcome: 'forged', form: null });
    expect(said?.says).toContain('this library did not make it');
  });

  test('by its number a scan without a code goes with its form; a code of another form is not overruled', async () => {
    const [form] = await issue([patients[6]!]);
    const photograph = readFileSync(sample('tika__baseball.jpg'));
    expect(await handOver('hand.jpg', photograph, 'Cass', form!.number)).toMatchObject([
      { outcome: 'matched', pages: [] },
    ]);
    const path = join(rig.files({ 'x.jpg': await page(7) }), 'x.jpg');
    const refused = await rig.failure('Cass', 'form.receive', { path, number: form!.number });
    expect(refused).toMatchObject({ code: 'conflict' });
  });
});

describe('whose forms they are', () => {
  test('a clinician who does not treat the patient learns nothing of the form', async () => {
    const [form] = await issue([patients[7]!]);
    const scan = await scanned(pagesAsPictures(await printed([form!.id]))[0]!);
    const [said] = await handOver('not-mine.jpg', scan, 'Otto');
    expect(said).toMatchObject({ outcome: 'notOpen', form: null });
    expect(JSON.stringify(said)).not.toMatch(/Clinic7|Ann/);
    expect((await rig.call('Otto', 'form.list', {})).total).toBe(0);
    for (const operation of ['form.show', 'form.void', 'form.enter'] as const) {
      const input = { form: form!.id, reason: 'because', entry: entry() };
      expect((await rig.failureOf('Otto', operation, input)).code).toBe('not-allowed');
    }
    expect((await rig.failure('Otto', 'form.print', { forms: [form!.id] })).code).toBe('not-allowed');
    const asked = { purpose: 'teaching' as const, subjects: [patients[7]!] };
    expect((await rig.failure('Otto', 'form.issue', asked)).code).toBe('not-allowed');
    const team = { subject: patients[7]!, user: rig.id('Tess'), from: '2026-03-01' as Day, to: null };
    await rig.call('Cass', 'subject.careTeam', team);
    expect((await rig.call('Tess', 'form.list', {})).forms.map(({ subject }) => subject.id)).toContain(
      patients[7],
    );
    expect(await handOver('mine.jpg', scan, 'Tess')).toMatchObject([{ outcome: 'matched' }]);
  });

  test('the trail names no patient, and says what was done', async () => {
    const { entries } = await rig.call('Grace', 'trail.window', {
      about: forms[0]!.id,
      offset: 0,
      limit: 50,
    });
    const kinds = entries.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['form.issued', 'form.printed', 'form.returned', 'form.entered']),
    );
    expect(JSON.stringify(entries)).not.toContain('Clinic0');
  });
});

describe('wordings', () => {
  const teaching = async () =>
    (await rig.call('Grace', 'form.templates', {})).find(({ purpose }) => purpose === 'teaching')!;

  test('governance changes one, forms that are out keep theirs, and the shipped one can be put back', async () => {
    const { template } = await teaching();
    const changed = { ...template, title: 'Teaching on our ward' };
    const asked = { purpose: 'teaching' as const, template: changed, reason: 'our own title' };
    expect((await rig.failure('Cass', 'form.setTemplate', asked)).code).toBe('not-allowed');
    const { version } = await rig.call('Grace', 'form.setTemplate', asked);
    const [form] = await issue([patients[9]!]);
    const text = wordsOf(await printed([form!.id]));
    expect(text).toContain('Teaching on our ward');
    expect(text.match(/\bYes\b/g)).toHaveLength(template.questions.length);
    expect(text.match(/\bNo$/gm)).toHaveLength(template.questions.length);
    expect((await show(forms[10]!)).title).toBe(template.title);
    const back = { purpose: 'teaching' as const, template: null, reason: 'as it was' };
    expect((await rig.call('Grace', 'form.setTemplate', back)).version).toBe(version + 1);
    const after = await teaching();
    expect(after.template).toEqual(template);
    expect(after.versions.map((each) => [each.version, each.shipped])).toEqual([
      [3, true],
      [2, false],
      [1, true],
    ]);
    expect((await show(form!)).title).toBe('Teaching on our ward');
  });

  test('a wording that presses, or has no box for no, is refused with its faults', async () => {
    const { template } = await teaching();
    const spoilt = { ...template, opening: ['We hope that you will agree.'] };
    const asked = { purpose: 'teaching' as const, template: spoilt, reason: 'friendlier' };
    expect((await rig.failure('Grace', 'form.setTemplate', asked)).message).toContain(
      'as if agreement were expected',
    );
    const onlyYes = {
      ...template,
      questions: template.questions.map((each) => ({ ...each, boxes: ['yes'] })),
    };
    expect(
      (await rig.failure('Grace', 'form.setTemplate', { ...asked, template: onlyYes })).message,
    ).toContain('a box for no');
  });

  test('a form about publication names it, and is printed with it', async () => {
    const asked = { purpose: 'publication' as const, subjects: [patients[11]!] };
    expect((await rig.failure('Cass', 'form.issue', asked)).code).toBe('invalid-input');
    const [form] = await issue([patients[11]!], {
      purpose: 'publication',
      publication: 'Burns & Scars 2026',
    });
    const text = wordsOf(await printed([form!.id]));
    expect(text.replace(/\s+/g, ' ')).toContain('May it be published in Burns & Scars 2026?');
    expect(text).toContain('Ann Clinic11');
  });
});

test('an erasure takes the forms, scans and words of its recording with it', async () => {
  const subject = await newPatient('Vanishing');
  const recording = await rig.take('Cass', sample('tika__baseball.jpg'), {
    ...{ category: 'other', circumstances: 'planned', madeFor: 'teaching' },
    subjects: [subject],
  });
  const stored = (await rig.call('Cass', 'library.size', {})).files;
  const [form] = await issue([subject], { recordings: [recording] });
  const scan = await scanned(pagesAsPictures(await printed([form!.id]))[1]!);
  expect(await handOver('gone.jpg', scan)).toMatchObject([{ outcome: 'matched' }]);
  expect((await rig.call('Cass', 'library.size', {})).files).toBe(stored + 1);
  await rig.call('Cass', 'erasure.propose', { recordings: [recording], why: 'the patient asked for it' });
  await rig.approve('Grace', [recording]);
  expect((await rig.failure('Cass', 'form.show', { form: form!.id })).code).toBe('not-found');
  expect((await rig.call('Cass', 'library.size', {})).files).toBe(stored - 1);
  expect((await rig.failure('Cass', 'subject.show', { subject })).code).toBe('not-found');
  expect((await handOver('late.jpg', scan))[0]?.says).toContain('does not know it any more');
});
