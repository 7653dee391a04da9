import { describe, expect, test } from 'vitest';
import type { Obligation } from '../../../shared/domain/obligation/obligation.ts';
import { day, derived, idOf, newCatalogue, noon, recording, subject, terms } from './made-up.ts';

const later = '2026-03-02T12:00:00.000Z' as typeof noon;
const review: Obligation = {
  queue: 'review',
  paragraph: '19',
  reason: 'Look again',
  due: day('2026-04-01'),
  action: 'appraise',
};

describe('recordings', () => {
  test('a recording comes back as it was put in, with its number', async () => {
    const catalogue = newCatalogue();
    const given = recording(1, {
      kind: 'video',
      codecs: ['h264', 'aac'],
      durationMs: 61_000,
      category: 'xray',
      madeFor: 'teaching',
      circumstances: 'covert',
      coronerDiscussed: true,
      hold: { reason: 'inquest', by: idOf(2), at: noon, senior: 'Dr Bell', until: day('2027-01-31') },
    });
    const added = await catalogue.write((writer) => writer.recordings.add(given));
    expect(added).toEqual({ ...given, number: 1, standing: 'needsClass' });
    expect(await catalogue.read(({ recordings }) => recordings.get(given.id))).toEqual(added);
    expect(await catalogue.read(({ recordings }) => recordings.byNumber(1))).toEqual(added);
    expect(await catalogue.read(({ recordings }) => recordings.byMark('mark-1'))).toEqual([added]);
  });

  test('changing some facts leaves the others', async () => {
    const catalogue = newCatalogue();
    const changed = await catalogue.write(async (writer) => {
      const added = await writer.recordings.add(recording(1, { category: 'xray' }));
      await writer.recordings.change(idOf(1), { circumstances: 'planned', hold: null });
      return [added, await writer.recordings.get(idOf(1))];
    });
    expect(changed[1]).toEqual({ ...changed[0], circumstances: 'planned' });
  });

  test('many are answered in the order in which they were asked for', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async (writer) => {
      for (const number of [1, 2, 3]) await writer.recordings.add(recording(number));
    });
    const found = await catalogue.read(({ recordings }) => recordings.getMany([idOf(3), idOf(9), idOf(1)]));
    expect(found.map(({ number }) => number)).toEqual([3, 1]);
  });

  test('those whose day has come are due for refreshing, the longest waiting first', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async (writer) => {
      for (const [number, refreshOn] of [
        [1, '2026-05-01'],
        [2, '2026-03-01'],
        [3, '2026-02-01'],
      ] as const) {
        await writer.recordings.add(recording(number));
        await writer.recordings.setDerived(idOf(number), derived({}, [], { refreshOn: day(refreshOn) }));
      }
    });
    const due = await catalogue.read(({ recordings }) => recordings.dueForRefresh(day('2026-03-01'), 10));
    expect(due).toEqual([idOf(3), idOf(2)]);
  });

  test('a person is concerned as viewer, care team and the one who took it in', async () => {
    const catalogue = newCatalogue();
    const me = idOf(0x77);
    await catalogue.write(async (writer) => {
      for (const number of [1, 2, 3, 4]) await writer.recordings.add(recording(number));
      await writer.recordings.change(idOf(1), { addedBy: me });
      await writer.recordings.setDerived(idOf(2), derived({}, [{ user: me, level: 1, treats: false }]));
      const { id } = await writer.subjects.add(subject(1));
      await writer.recordings.setSubjects(idOf(3), [id]);
      await writer.subjects.setCareTeam({ subject: id, user: me, from: day('2020-01-01'), to: null });
    });
    const found = await catalogue.read(({ recordings }) => recordings.concerning(me));
    expect([...found].sort()).toEqual([idOf(1), idOf(2), idOf(3)]);
  });
});

describe('subjects', () => {
  test('are found by beginnings of names and numbers, and by an identifier exactly', async () => {
    const catalogue = newCatalogue();
    const mary = subject(1, {
      familyName: 'O’Brien-Smith',
      givenName: 'Mary',
      identifiers: [
        { kind: 'nhs', issuer: '', value: '943 476 5919' },
        { kind: 'hospital', issuer: 'RVI', value: 'AB/123' },
      ],
    });
    await catalogue.write(async (writer) => {
      await writer.subjects.add(mary);
      await writer.subjects.add(subject(2, { familyName: 'Smithers', givenName: 'Marlon' }));
    });
    await catalogue.read(async ({ subjects }) => {
      const names = async (text: string) => (await subjects.find(text, 9)).map(({ id }) => id).sort();
      const both = [subject(1).id, subject(2).id];
      expect(await names('smith')).toEqual(both);
      expect(await names('mar smi')).toEqual(both);
      expect(await names('mary SMITH')).toEqual([mary.id]);
      expect(await names('943 476 5919')).toEqual([mary.id]);
      expect(await names('94347')).toEqual([mary.id]);
      expect(await names('nobody')).toEqual([]);
      expect(await names('  ')).toEqual([]);
      expect(await subjects.byIdentifier('nhs', '9434765919', '')).toEqual({ ...mary, number: 1 });
      expect(await subjects.byIdentifier('hospital', 'ab/123', 'RVI')).toMatchObject({ number: 1 });
      expect(await subjects.byIdentifier('hospital', 'ab/123', 'FRH')).toBeNull();
    });
  });

  test('a changed name is searched for by the new one only', async () => {
    const catalogue = newCatalogue();
    const custodian = { user: idOf(1), role: 'custodian' } as const;
    await catalogue.write(async (writer) => {
      await writer.subjects.add(subject(1, { familyName: 'Before' }));
      await writer.recordings.add(recording(1));
      await writer.recordings.setSubjects(idOf(1), [subject(1).id]);
      await writer.recordings.setDerived(idOf(1), derived({ custodian: 3 }));
      await writer.subjects.change(subject(1).id, { familyName: 'After' });
    });
    await catalogue.read(async ({ recordings, subjects }) => {
      const ask = {
        kinds: [],
        standings: [],
        categories: [],
        madeFor: [],
        madeFrom: null,
        madeTo: null,
        subject: null,
        labels: [],
        ratingFrom: null,
        ratingTo: null,
        collections: [],
      };
      const total = async (text: string) =>
        (await recordings.window(custodian, { ...ask, text, sort: 'added', descending: true }, 0, 1)).total;
      expect([await total('before'), await total('after')]).toEqual([0, 1]);
      expect(await subjects.find('before', 9)).toEqual([]);
    });
    expect(await catalogue.check()).toEqual([]);
  });

  test('one that was merged is found through the other, and goes with it', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async (writer) => {
      await writer.subjects.add(subject(1, { familyName: 'Twice' }));
      await writer.subjects.add(subject(2, { familyName: 'Twice' }));
      await writer.subjects.change(subject(2).id, { mergedInto: subject(1).id });
    });
    const found = await catalogue.read(({ subjects }) => subjects.find('twice', 9));
    expect(found.map(({ id }) => id)).toEqual([subject(1).id]);
    await catalogue.write((writer) => writer.subjects.remove(subject(1).id));
    expect(await catalogue.read(({ subjects }) => subjects.get(subject(2).id))).toBeNull();
  });

  test('a subject with a recording cannot be removed', async () => {
    const catalogue = newCatalogue();
    const removal = catalogue.write(async (writer) => {
      await writer.subjects.add(subject(1));
      await writer.recordings.add(recording(1));
      await writer.recordings.setSubjects(idOf(1), [subject(1).id]);
      await writer.subjects.remove(subject(1).id);
    });
    await expect(removal).rejects.toThrow(/FOREIGN KEY/);
  });

  test('a membership of the care team is ended by the same row', async () => {
    const catalogue = newCatalogue();
    const member = { subject: subject(1).id, user: idOf(7), from: day('2020-01-01'), to: null };
    await catalogue.write(async (writer) => {
      await writer.subjects.add(subject(1));
      await writer.subjects.setCareTeam(member);
      await writer.subjects.setCareTeam({ ...member, to: day('2021-01-01') });
    });
    const team = await catalogue.read(({ subjects }) => subjects.careTeam(subject(1).id));
    expect(team).toEqual([{ ...member, to: '2021-01-01' }]);
  });
});

describe('agreements', () => {
  test('the row follows the events, and the events stay', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async (writer) => {
      await writer.subjects.add(subject(1));
      await writer.recordings.add(recording(1));
      const given = { kind: 'given', on: day('2020-01-01'), terms: terms() } as const;
      const row = await writer.agreements.add(idOf(0xa), given, idOf(2), noon, [subject(1).id], [idOf(1)]);
      expect(row).toMatchObject({ number: 1, afterRecording: 'notAsked', subjects: [subject(1).id] });
      const withdrawn = { kind: 'withdrawn', on: day('2020-02-01'), note: '' } as const;
      expect(await writer.agreements.addEvent(idOf(0xa), withdrawn, idOf(2), later)).toMatchObject({
        afterRecording: 'withdrawn',
      });
    });
    await catalogue.read(async ({ agreements }) => {
      expect((await agreements.history(idOf(0xa))).map(({ event }) => event.kind)).toEqual([
        'given',
        'withdrawn',
      ]);
      expect(await agreements.ofRecording(idOf(1))).toHaveLength(1);
      expect(await agreements.ofSubject(subject(1).id)).toHaveLength(1);
      expect(await agreements.recordingsOf(idOf(0xa))).toEqual([idOf(1)]);
      expect(await agreements.list(0, 10)).toMatchObject({ total: 1, agreements: [{ id: idOf(0xa) }] });
    });
  });

  test('a scan is known as a blob of the vault, and goes with its agreement', async () => {
    const catalogue = newCatalogue();
    const scan = { id: idOf(0xb), agreement: idOf(0xa), blob: idOf(0xc), type: 'image/png', bytes: 9 };
    await catalogue.write(async (writer) => {
      const given = { kind: 'given', on: day('2020-01-01'), terms: terms() } as const;
      await writer.agreements.add(idOf(0xa), given, idOf(2), noon, [], []);
      await writer.agreements.addScan(scan);
    });
    const blobs = () => catalogue.read(({ renditions }) => renditions.blobs());
    expect(await catalogue.read(({ agreements }) => agreements.scans(idOf(0xa)))).toEqual([scan]);
    expect(await blobs()).toEqual([idOf(0xc)]);
    expect(await catalogue.read(({ renditions }) => renditions.knowsBlob(idOf(0xc)))).toBe(true);
    await catalogue.write((writer) => writer.agreements.remove(idOf(0xa)));
    expect(await blobs()).toEqual([]);
  });
});

describe('obligations', () => {
  test('what the facts owe is raised once, kept while it is owed, and ended when it is not', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async (writer) => {
      await writer.recordings.add(recording(1));
      const set = (owed: readonly Obligation[]) => writer.obligations.setFromFacts(idOf(1), owed, noon);
      const first = await set([review]);
      expect([first.raised.length, first.ended.length]).toEqual([1, 0]);
      const again = await set([{ ...review, reason: 'Said otherwise', due: day('2026-03-15') }]);
      expect([again.raised.length, again.ended.length]).toEqual([0, 0]);
      const [row] = await writer.obligations.ofRecording(idOf(1));
      expect(row).toMatchObject({ id: first.raised[0]?.id, reason: 'Said otherwise', due: '2026-03-15' });
      const none = await set([]);
      expect(none.ended.map(({ id }) => id)).toEqual([first.raised[0]?.id]);
      expect(await writer.obligations.counts(day('2026-06-01'))).toEqual({});
    });
  });

  test('a snoozed one is not counted until its day, and stands in the list by that day', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async (writer) => {
      for (const number of [1, 2]) {
        await writer.recordings.add(recording(number));
        await writer.obligations.setFromFacts(idOf(number), [review], noon);
      }
      const [first] = await writer.obligations.ofRecording(idOf(1));
      await writer.obligations.snooze(first?.id ?? idOf(0), day('2026-06-01'));
    });
    await catalogue.read(async ({ obligations }) => {
      expect(await obligations.counts(day('2026-05-31'))).toEqual({ review: 1 });
      expect(await obligations.counts(day('2026-06-01'))).toEqual({ review: 2 });
      const { total, items } = await obligations.list({ queue: 'review' }, 0, 10);
      expect([total, items.map((item) => item.recording)]).toEqual([2, [idOf(2), idOf(1)]]);
      expect((await obligations.list({ queue: 'erase' }, 0, 10)).total).toBe(0);
      expect((await obligations.list({}, 1, 10)).items).toHaveLength(1);
    });
  });
});

describe('people and settings', () => {
  test('a name is taken once among those who are there, whatever its letters', async () => {
    const catalogue = newCatalogue();
    const user = { id: idOf(1), name: 'Jo', role: 'custodian', addedAt: noon, addedBy: null } as const;
    const whole = { ...user, removedAt: null, publicKey: 'k' };
    await catalogue.write((writer) => writer.users.add(whole));
    const twin = { ...whole, id: idOf(2), name: 'JO' };
    await expect(catalogue.write((writer) => writer.users.add(twin))).rejects.toThrow(/UNIQUE/);
    await catalogue.write((writer) => writer.users.change(idOf(1), { removedAt: later }));
    await catalogue.write((writer) => writer.users.add(twin));
    expect(await catalogue.read(({ users }) => users.byName('jo'))).toMatchObject({ id: idOf(2) });
    expect(await catalogue.read(({ users }) => users.list())).toHaveLength(2);
  });

  test('a backup is known by its id and says when it was last made', async () => {
    const catalogue = newCatalogue();
    await catalogue.write(async (writer) => {
      await writer.settings.setBackup({ id: idOf(1), place: '/mnt/a', lastMadeAt: null });
      await writer.settings.setBackup({ id: idOf(1), place: '/mnt/b', lastMadeAt: noon });
    });
    const backups = await catalogue.read(({ settings }) => settings.backups());
    expect(backups).toEqual([{ id: idOf(1), place: '/mnt/b', lastMadeAt: noon }]);
  });
});
