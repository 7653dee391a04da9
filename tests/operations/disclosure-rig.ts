import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { Role } from '../../shared/domain/user/role.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig, sample } from './rig.ts';

export type Proposal = Input<'disclosure.propose'>;
export type Disclosure = Output<'disclosure.show'>;

const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
export const hour = 3_600_000;

/** A library with its people of more than a day's standing, two patients, and recordings on demand. */
export class Department {
  readonly rig: Rig;
  readonly ann: Id;
  readonly bob: Id;
  #taken = 0;

  private constructor(rig: Rig, ann: Id, bob: Id) {
    this.rig = rig;
    this.ann = ann;
    this.bob = bob;
  }

  static async make(colleagues: Readonly<Record<string, Role>>): Promise<Department> {
    const rig = await Rig.make(colleagues);
    rig.advance(25 * hour);
    const patient = async (familyName: string): Promise<Id> =>
      (
        await rig.call('Cass', 'subject.create', {
          ...{ familyName, givenName: 'Rhoda', bornOn: null, diedOn: null },
          ...{ appointedPerson: false, identifiers: [] },
        })
      ).id;
    return new Department(rig, await patient('Disclosworth'), await patient('Bystander'));
  }

  async take(classify: Input<'import.start'>['classify'] = {}): Promise<Id> {
    this.#taken += 1;
    const name = `Disclosworth ${this.#taken}.jpg`;
    const folder = this.rig.files({ [name]: Buffer.concat([jpeg, Buffer.from(`variant ${this.#taken}`)]) });
    const made = { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day };
    return this.rig.take('Cass', join(folder, name), {
      ...{ category: 'other', madeFor: 'care', circumstances: 'planned', made, subjects: [this.ann] },
      ...classify,
    });
  }

  async original(recording: Id): Promise<Id> {
    const { renditions } = await this.rig.call('Cass', 'recording.show', { recording });
    return renditions.find(({ kind }) => kind === 'original')?.id as Id;
  }

  async anonymised(recording: Id): Promise<Id> {
    const { rendition } = await this.rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    await this.rig.call('Cass', 'anonymise.signOff', {
      rendition: rendition.id,
      lookedAt: ['face'],
      identifiability: 'notIdentifiable',
    });
    return rendition.id;
  }

  /** The form of a disclosure of one recording, filled in. */
  async form(kind: Proposal['kind'], recording: Id, changed: Partial<Proposal> = {}): Promise<Proposal> {
    const rendition = changed.items ? '' : await this.original(recording);
    return {
      ...{ kind, means: 'copies', about: this.ann, recipient: 'Dr Ruth Okafor', organisation: 'Elsewhere' },
      ...{ reason: 'Disclosworth is at risk', basis: 'An order of 2 March 2026', senior: 'Professor Hale' },
      hours: 4,
      items: [{ recording, rendition: rendition as Id, checks: [{ subject: null, answer: 'notShown' }] }],
      ...changed,
    };
  }

  /** Proposed by Cass and confirmed by Grace. */
  async confirmed(form: Proposal): Promise<Disclosure> {
    const { id } = await this.rig.call('Cass', 'disclosure.propose', form);
    return this.rig.call('Grace', 'disclosure.confirm', { disclosure: id });
  }

  async trailOf(about: Id): Promise<Output<'trail.window'>['entries']> {
    return (await this.rig.call('Grace', 'trail.window', { about, offset: 0, limit: 200 })).entries;
  }

  async owed(recording: Id): Promise<readonly string[]> {
    const { items } = await this.rig.call('Grace', 'queue.items', { queue: 'review', limit: 500 });
    return items.filter((item) => item.recording.id === recording).map(({ action }) => action);
  }
}
