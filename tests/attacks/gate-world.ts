import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { agreedHold, Rig, sample } from '../operations/rig.ts';

/** A library with somebody in every role and recordings in every state, for those who try to get round the gate. */

export const people = {
  Cass: 'custodian',
  Clara: 'clinician',
  Colin: 'clinician',
  Edda: 'educator',
  Rex: 'researcher',
  Adam: 'administrator',
} as const;

export const everybody = ['Grace', ...Object.keys(people)];

/** Words that nobody may read who does not keep the collection or treat the patient. */
export const privateWords = [
  'Llewellyn',
  'Bronwen',
  'Featherstone',
  'Zebedee',
  '9434765919',
  '4505577104',
  'llewellyn-elbow',
  'featherstone-knee',
  'unsorted-featherstone',
];

const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));

/** The same picture as another file: bytes after its end are part of no picture. */
const variant = (mark: string): Buffer => Buffer.concat([jpeg, Buffer.from(`variant ${mark}`)]);

const informed = {
  purpose: true,
  viewers: true,
  circumstances: true,
  copies: true,
  storage: true,
  retention: true,
  careUnaffected: true,
  timeToConsider: true,
};

type Terms = Input<'agreement.create'>['terms'];

export const terms = (changed: Partial<Terms> = {}): Terms => ({
  toMake: true,
  uses: ['teaching'],
  givenBy: 'patient',
  givenByName: 'Bronwen Llewellyn',
  givenOn: '2001-01-01' as Terms['givenOn'],
  form: 'written',
  notedInRecord: true,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed,
  viewers: [],
  copiesAllowed: true,
  identifiableAllowed: false,
  keepUntil: null,
  ...changed,
});

export interface Thing {
  readonly recording: Id;
  readonly number: string;
  readonly original: Id;
  readonly copy: Id | null;
  readonly agreement: Id | null;
}

export class World {
  readonly rig: Rig;
  readonly subjects: { readonly a: Id; readonly b: Id };
  readonly things = new Map<string, Thing>();

  private constructor(rig: Rig, subjects: World['subjects']) {
    this.rig = rig;
    this.subjects = subjects;
  }

  static async make(): Promise<World> {
    const rig = await Rig.make(people);
    // A day on, so that everybody counts as a second person.
    rig.advance(25 * 3_600_000);
    const subject = async (familyName: string, givenName: string, value: string): Promise<Id> =>
      (
        await rig.call('Cass', 'subject.create', {
          familyName,
          givenName,
          bornOn: null,
          diedOn: null,
          appointedPerson: false,
          identifiers: [{ kind: 'nhs', issuer: '', value }],
        })
      ).id;
    const a = await subject('Llewellyn', 'Bronwen', '9434765919');
    const b = await subject('Featherstone', 'Zebedee', '4505577104');
    const world = new World(rig, { a, b });
    await world.careTeam(a, 'Clara', '2020-01-01', null);
    return world;
  }

  careTeam(subject: Id, user: string, from: string, to: string | null): Promise<unknown> {
    return this.rig.call('Cass', 'subject.careTeam', {
      subject,
      user: this.rig.id(user),
      from: from as Terms['givenOn'],
      to: to as Terms['keepUntil'],
    });
  }

  thing(name: string): Thing {
    const thing = this.things.get(name);
    if (!thing) throw new Error(`There is no ${name}.`);
    return thing;
  }

  async take(
    name: string,
    file: string,
    classify: Input<'import.start'>['classify'] | null,
    agreed: Partial<Terms> | null,
    copy: 'signed' | 'unsigned' | 'none' = 'none',
  ): Promise<Thing> {
    const { rig } = this;
    const folder = rig.files({ [`${file}.jpg`]: variant(name) });
    const recording = await rig.take('Cass', join(folder, `${file}.jpg`), classify ?? undefined);
    const made: Output<'anonymise.make'> | null =
      copy === 'none'
        ? null
        : await rig.call('Cass', 'anonymise.make', { recording, regions: [{ x: 0, y: 0, w: 80, h: 80 }] });
    if (made && copy === 'signed') {
      const lookedAt = ['Face of Llewellyn'];
      const rendition = made.rendition.id;
      await rig.call('Cass', 'anonymise.signOff', {
        rendition,
        lookedAt,
        identifiability: 'notIdentifiable',
      });
    }
    const agreement = agreed
      ? await rig.call('Cass', 'agreement.create', {
          terms: terms(agreed),
          subjects: classify?.subjects ?? [],
          recordings: [recording],
        })
      : null;
    if (agreement) {
      const event = { kind: 'confirmed', on: '2026-03-01' as Terms['givenOn'] } as const;
      await rig.call('Cass', 'agreement.record', { agreement: agreement.id, event });
    }
    const shown = await rig.call('Cass', 'recording.show', { recording });
    const original = shown.renditions.find(({ kind }) => kind === 'original');
    if (!original) throw new Error('no original');
    const thing = {
      recording,
      number: shown.number,
      original: original.id,
      copy: made?.rendition.id ?? null,
      agreement: agreement?.id ?? null,
    };
    this.things.set(name, thing);
    return thing;
  }

  /** Everything there can be: shared with all who teach, shared with some, kept for care, ended, and not yet looked at. */
  async fill(): Promise<void> {
    const { a, b } = this.subjects;
    const planned = { category: 'other', circumstances: 'planned' } as const;
    const made = { earliest: '2010-01-01', latest: '2010-01-01' } as NonNullable<
      Input<'import.start'>['classify']
    >['made'];
    const teaching = { ...planned, madeFor: 'teaching', made } as const;
    const care = { ...planned, madeFor: 'care', made } as const;
    await this.take('anonymised', 'llewellyn-elbow-1', { ...teaching, subjects: [a] }, {}, 'signed');
    await this.take(
      'identifiable',
      'llewellyn-elbow-2',
      { ...teaching, subjects: [a] },
      { identifiableAllowed: true },
    );
    await this.take(
      'named',
      'llewellyn-elbow-3',
      { ...teaching, subjects: [a] },
      { identifiableAllowed: true, viewers: ['Edda'] },
    );
    await this.take('unsigned', 'llewellyn-elbow-4', { ...teaching, subjects: [a] }, {}, 'unsigned');
    await this.take('careA', 'llewellyn-elbow-5', { ...care, subjects: [a] }, null);
    await this.take('careB', 'featherstone-knee-1', { ...care, subjects: [b] }, { uses: ['care'] });
    await this.take('ended', 'featherstone-knee-2', { ...teaching, subjects: [b] }, {}, 'signed');
    const ended = this.thing('ended');
    await this.rig.call('Cass', 'agreement.record', {
      agreement: ended.agreement as Id,
      event: { kind: 'withdrawn', on: '2026-03-02' as Terms['givenOn'], note: 'Zebedee Featherstone rang.' },
    });
    await this.take('held', 'featherstone-knee-3', { ...care, subjects: [b] }, null);
    const hold = {
      recordings: [this.thing('held').recording],
      reason: 'Featherstone v. Trust',
      held: true,
      ...agreedHold,
    };
    await this.rig.call('Grace', 'recording.hold', hold);
    await this.take('unclassified', 'unsorted-featherstone', null, null);
  }
}

/** What may be known of each recording, by name of person and of recording: 0 where it is not in the list. */
export const levels: Readonly<Record<string, Readonly<Record<string, 0 | 1 | 2 | 3>>>> = {
  anonymised: { Grace: 3, Cass: 3, Clara: 2, Colin: 2, Edda: 2 },
  identifiable: { Grace: 3, Cass: 3, Clara: 3, Colin: 3, Edda: 3 },
  named: { Grace: 3, Cass: 3, Clara: 1, Edda: 3 },
  unsigned: { Grace: 3, Cass: 3, Clara: 1 },
  careA: { Grace: 3, Cass: 3, Clara: 3 },
  careB: { Grace: 3, Cass: 3 },
  ended: { Grace: 3, Cass: 3 },
  held: { Grace: 3, Cass: 3 },
  unclassified: { Grace: 3, Cass: 3 },
};

/** The recordings that somebody may not know of. */
export const hiddenFrom = (person: string): string[] =>
  Object.keys(levels).filter((name) => (levels[name]?.[person] ?? 0) === 0);

/** Private words, of those given, that an answer lets out. */
export function leaks(answer: unknown, words: readonly string[]): string[] {
  const text = JSON.stringify(answer).toLowerCase();
  return words.filter((word) => text.includes(word.toLowerCase()));
}
