import { expect, test } from 'vitest';
import type { Catalogue } from '../../../electron/catalogue/catalogue.ts';
import { append } from '../../../electron/trail/append.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { findInPages } from '../../witness/sqlcipher-pages.ts';
import {
  day,
  derived,
  idOf,
  newPlace,
  noon,
  openAt,
  query,
  recording,
  subject,
  terms,
  testKey,
} from './made-up.ts';

const custodian = { user: idOf(0xaa), role: 'custodian' } as const;
const blob = 'b10b'.repeat(8) as Id;
const patient = subject(1, {
  id: 'dead'.repeat(8) as Id,
  familyName: 'Quillfeather',
  givenName: 'Zebulon',
  bornOn: day('1931-07-17'),
  identifiers: [{ kind: 'nhs', issuer: '', value: '943 476 5919' }],
});
const erasureRow = {
  id: idOf(0xe1),
  recording: idOf(1),
  state: 'approved',
  why: 'Consent withdrawn',
  paragraph: '14e',
  proposedBy: idOf(0xaa),
  proposedAt: noon,
  approvedBy: idOf(0xab),
  approvedAt: noon,
  signature: 'sig',
  completedAt: null,
  certificate: null,
} as const;

/** Everything that a recording can leave anywhere in the catalogue. */
const traces = [
  'Quillfeather',
  'Zebulon',
  '9434765919',
  '943 476 5919',
  '1931-07-17',
  'mole_left',
  'markofthefile',
  'ask the ward sister',
  'said by the bedside',
  'READINTHEPICTURE',
  'DECIDEDONTHEPICTURE',
  'kept for the inquest',
  'owed for him',
  'cafe'.repeat(16),
  blob,
  patient.id,
  '/media/stick',
];

async function fillAround(catalogue: Catalogue): Promise<void> {
  await catalogue.write(async (writer) => {
    for (let number = 100; number < 400; number += 1) {
      const { id } = await writer.subjects.add(subject(number));
      await writer.recordings.add(recording(number, { fileName: `other_${number}.jpg` }));
      await writer.recordings.setSubjects(idOf(number), [id]);
      await writer.recordings.setDerived(idOf(number), derived({ custodian: 3 }));
    }
  });
}

async function addPatient(catalogue: Catalogue): Promise<void> {
  await catalogue.write(async (writer) => {
    await writer.recordings.add(
      recording(1, { fileName: 'mole_left Quillfeather.jpg', mark: 'markofthefile' }),
    );
    await writer.subjects.add(patient);
    await writer.recordings.setSubjects(idOf(1), [patient.id]);
    await writer.recordings.setDerived(
      idOf(1),
      derived({ custodian: 3 }, [{ user: idOf(7), level: 3, treats: true }]),
    );
    await writer.subjects.setCareTeam({
      subject: patient.id,
      user: idOf(7),
      from: day('2020-01-01'),
      to: null,
    });
    await writer.recordings.change(idOf(1), {
      hold: {
        reason: 'kept for the inquest',
        by: idOf(0xab),
        at: noon,
        senior: 'Dr Threlkeld',
        until: day('2030-01-01'),
      },
    });
  });
}

async function addPapers(catalogue: Catalogue): Promise<void> {
  await catalogue.write(async (writer) => {
    const note = { kind: 'confirmed', on: day('2020-01-02'), note: 'ask the ward sister' } as const;
    const given = { kind: 'given', on: day('2020-01-01'), terms: terms() } as const;
    await writer.agreements.add(idOf(0xa1), given, idOf(0xaa), noon, [patient.id], [idOf(1)]);
    await writer.agreements.addEvent(idOf(0xa1), note, idOf(0xaa), noon);
    await writer.renditions.add({
      id: idOf(0xd1),
      recording: idOf(1),
      kind: 'original',
      parent: null,
      blob,
      container: 'jpeg',
      width: 1,
      height: 1,
      bytes: 1,
      mark: 'markofthefile',
      madeAt: noon,
      madeBy: idOf(0xaa),
      recipe: null,
      verification: null,
    });
    await writer.renditions.addSignOff({
      rendition: idOf(0xd1),
      by: idOf(0xaa),
      at: noon,
      lookedAt: ['said by the bedside'],
      identifiability: 'identifiable',
      mark: 'markofthefile',
      trailHead: '',
      signature: '',
      voidedAt: null,
      awaitsSecond: false,
    });
    const read = { x: 1, y: 2, w: 30, h: 8, text: 'READINTHEPICTURE', kind: 'text', critical: true } as const;
    await writer.bench.setSearch({
      rendition: idOf(0xd1),
      at: noon,
      known: 'markofwhatisknown',
      device: { maker: null, model: null, width: 1, height: 1 },
      proposals: [{ ...read, sources: ['reading'], score: 1 }],
      fault: null,
    });
    await writer.bench.setDraft({
      rendition: idOf(0xd1),
      by: idOf(0xaa),
      at: noon,
      draft: {
        regions: [
          { ...read, text: 'DECIDEDONTHEPICTURE', key: 1, origin: 'found', state: 'kept', locked: false },
        ],
        spans: [],
      },
    });
    await writer.releases.add(
      {
        id: idOf(0xf1),
        at: noon,
        by: idOf(0xaa),
        use: 'teaching',
        audience: 'medicalSetting',
        disclosure: null,
        recipient: 'Dr Green',
        organisation: 'School',
        purpose: 'Lecture',
        until: null,
      },
      [
        {
          recording: idOf(1),
          rendition: idOf(0xd1),
          fileName: 'mole_left.jpg',
          sha256: 'cafe'.repeat(16),
          state: 'out',
        },
      ],
    );
    await writer.obligations.setFromFacts(
      idOf(1),
      [
        {
          queue: 'review',
          paragraph: '14e',
          reason: 'owed for him',
          due: day('2026-04-01'),
          action: 'appraise',
        },
      ],
      noon,
    );
  });
}

async function addAround(catalogue: Catalogue): Promise<void> {
  await catalogue.write(async (writer) => {
    const job = { id: idOf(0x10), kind: 'import', state: 'running', by: idOf(0xaa), request: '{}' } as const;
    await writer.jobs.add({ ...job, startedAt: noon, endedAt: null });
    await writer.jobs.addItems([
      {
        id: idOf(0x11),
        job: idOf(0x10),
        position: 0,
        source: '/media/stick/mole_left Quillfeather.jpg',
        bytes: 1,
        state: 'stored',
        recording: idOf(1),
        sourceRemoved: false,
        error: null,
      },
    ]);
    await append(
      writer.trail,
      {
        kind: 'recording.held',
        by: idOf(0xaa),
        about: [{ noun: 'recording', id: idOf(1) }],
        facts: {},
        text: 'kept for the inquest of Quillfeather',
      },
      { now: noon },
    );
    await writer.erasures.propose(erasureRow);
  });
}

async function eraseAll(catalogue: Catalogue): Promise<void> {
  await catalogue.write(async (writer) => {
    await writer.erasures.addMark(erasureRow.id, 'hmacoftheerasedfile');
    await writer.renditions.remove(idOf(0xd1));
    await writer.recordings.erase(idOf(1));
    await writer.agreements.remove(idOf(0xa1));
    await writer.subjects.remove(patient.id);
    await writer.trail.eraseTexts([idOf(1)]);
    await writer.erasures.change(erasureRow.id, { state: 'completed', completedAt: noon, certificate: '{}' });
  });
  await catalogue.scour();
}

test('after an erasure nothing of it is in any page, freed page or log frame', async () => {
  const path = newPlace();
  const catalogue = openAt(path);
  await fillAround(catalogue);
  await addPatient(catalogue);
  await addPapers(catalogue);
  await addAround(catalogue);
  const before = new Set(findInPages(path, testKey, traces).map(({ needle }) => needle));
  // The witness sees each of them while they are there, else it would prove nothing.
  expect([...traces].filter((trace) => !before.has(trace))).toEqual([]);
  await eraseAll(catalogue);
  expect(findInPages(path, testKey, traces)).toEqual([]);
  expect(await catalogue.check()).toEqual([]);
});

test('what stays of an erased recording is its number, that it was erased, and the certificate', async () => {
  const catalogue = openAt(newPlace());
  await addPatient(catalogue);
  await addPapers(catalogue);
  await addAround(catalogue);
  await eraseAll(catalogue);
  await catalogue.read(async (reader) => {
    const row = await reader.recordings.get(idOf(1));
    expect(row).toMatchObject({ number: 1, state: 'erased', fileName: '', mark: '', hold: null, bytes: 0 });
    expect(await reader.recordings.subjectsOf(idOf(1))).toEqual([]);
    expect(await reader.agreements.ofRecording(idOf(1))).toEqual([]);
    expect(await reader.renditions.ofRecording(idOf(1))).toEqual([]);
    expect(await reader.obligations.ofRecording(idOf(1))).toEqual([]);
    expect((await reader.recordings.window(custodian, query(), 0, 10)).total).toBe(0);
    expect(await reader.recordings.levelFor({ user: idOf(7), role: 'clinician' }, idOf(1))).toBe(0);
    expect(await reader.erasures.byMark('hmacoftheerasedfile')).toMatchObject({
      state: 'completed',
      number: 1,
    });
    expect(await reader.releases.ofRecording(idOf(1))).toMatchObject([{ recipient: 'Dr Green' }]);
    expect(await reader.releases.items(idOf(0xf1))).toMatchObject([
      { fileName: '', sha256: '', state: 'out' },
    ]);
    expect((await reader.jobs.items(idOf(0x10), 0, 9))[0]?.source).toBe('');
    expect((await reader.trail.from(1, 10)).length).toBe(1);
  });
});

test('what the system still owes outlives the recording', async () => {
  const catalogue = openAt(newPlace());
  await catalogue.write(async (writer) => {
    await writer.recordings.add(recording(1));
    const owed = { recording: idOf(1), paragraph: '', reason: 'forget', due: day('2026-04-01') } as const;
    const open = {
      raisedAt: noon,
      snoozedUntil: null,
      settledAt: null,
      queue: 'putRight',
      action: 'putRight',
    } as const;
    await writer.obligations.add({ ...owed, ...open, id: idOf(0x21), source: 'system' });
    await writer.obligations.add({ ...owed, ...open, id: idOf(0x22), source: 'person' });
    await writer.recordings.erase(idOf(1));
  });
  const left = await catalogue.read(({ obligations }) => obligations.ofRecording(idOf(1)));
  expect(left.map(({ id }) => id)).toEqual([idOf(0x21)]);
});

test('a recording is not made erased by a mere change of its state', async () => {
  const catalogue = openAt(newPlace());
  const change = catalogue.write(async (writer) => {
    await writer.recordings.add(recording(1));
    await writer.recordings.change(idOf(1), { state: 'erased' });
  });
  await expect(change).rejects.toMatchObject({ code: 'internal' });
});
