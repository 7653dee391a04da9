import type { Input } from '../../shared/contract/contract.ts';
import { informedPoints } from '../../shared/domain/policy/words.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Rig } from './rig.ts';

export const signer: Extract<Input<'session.handOver'>, { view: 'signing' }>['signer'] = {
  givenBy: 'patient',
  givenByName: '',
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  leaflet: { version: '3', language: 'Polish', interpreter: 'Maria Kowalska', timeGiven: 'two days' },
};

/** What a patient answers who agrees to teaching and to nothing more. */
export const answered: Input<'signing.complete'> = {
  answers: {
    make: 'yes',
    teaching: 'yes',
    assessment: 'no',
    copies: 'blank',
    identifiable: 'no',
    viewers: 'yes',
    until: 'yes',
  },
  viewers: [],
  keepUntil: null,
  told: [...informedPoints],
  signature: {
    means: 'drawn',
    strokes: [
      [
        [100, 200],
        [300, 80],
        [500, 260],
        [800, 120],
      ],
      [[900, 240]],
    ],
  },
};

/** A patient with a form that is out. */
export async function formOut(rig: Rig, familyName: string): Promise<{ subject: Id; form: Id }> {
  const { id: subject } = await rig.call('Cass', 'subject.create', {
    familyName,
    givenName: 'Ann',
    bornOn: null,
    diedOn: null,
    appointedPerson: false,
    identifiers: [],
  });
  const { forms } = await rig.call('Cass', 'form.issue', { purpose: 'teaching', subjects: [subject] });
  return { subject, form: forms[0]!.id };
}

export const handOver = (rig: Rig, form: Id, who = 'Cass') =>
  rig.call(who, 'session.handOver', { view: 'signing', form, signer });
