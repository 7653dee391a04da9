import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { terms } from '../attacks/gate-world.ts';
import { Rig, sample } from './rig.ts';
import { answered, formOut, signer } from './signing-story.ts';

let rig: Rig;
let subject: Id;
let recording: Id;
/** The same, but that nothing of an authority is entered for it. */
let without: Id;

const authority = {
  ground: 'deputy' as const,
  document: 'Order of the court',
  reference: '1234567T',
  seenBy: 'Zelda Quince',
  seenOn: '2026-03-01' as Day,
};
const adult = { under16: false, hasCapacity: false, deceased: false };
const byCarer = {
  ...terms({ givenBy: 'carer', givenByName: 'Ida Mole', subjectThen: adult }),
  capacityWords: 'Judged by Dr Hale on 2 March; in the record.',
};
const create = (given: Partial<Input<'agreement.create'>['terms']>, recordings: Id[]) => ({
  terms: { ...byCarer, ...given },
  subjects: [subject],
  recordings,
});

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  ({ subject } = await formOut(rig, 'Mole'));
  const classify = { subjects: [subject], madeFor: 'teaching' as const, category: 'other' as const };
  recording = await rig.take('Cass', sample('tika__baseball.jpg'), classify);
  without = await rig.take('Cass', sample('exifr__png_with_exif_and_gps.png'), classify);
}, 60_000);
afterAll(() => rig?.close());

test('what was seen of an authority stands with the agreement, and decides nothing', async () => {
  await rig.call('Cass', 'agreement.create', create({}, [without]));
  const made = await rig.call('Cass', 'agreement.create', create({ authority }, [recording]));
  const shown = await rig.call('Cass', 'agreement.show', { agreement: made.id });
  expect(shown.terms).toMatchObject({ authority, capacityWords: byCarer.capacityWords });
  const answers = await rig.call('Cass', 'recording.answers', { recording });
  expect(answers).toEqual(await rig.call('Cass', 'recording.answers', { recording: without }));
  expect(answers.length).toBeGreaterThan(0);
  const { entries } = await rig.call('Grace', 'trail.window', { about: made.id, offset: 0, limit: 9 });
  expect(JSON.stringify(entries)).not.toMatch(/Zelda|1234567T|Dr Hale/);
});

test('an authority that this person cannot have, or half a document, is not entered', async () => {
  for (const wrong of [
    { ...authority, ground: 'welfareAttorney' as const },
    { ...authority, seenOn: null },
  ]) {
    const failed = await rig.failureOf('Cass', 'agreement.create', create({ authority: wrong }, []));
    expect(failed).toMatchObject({ code: 'invalid-input', details: { field: 'terms.authority' } });
  }
});

test('it goes from the handing over of a form to the agreement that the form makes', async () => {
  const { form } = await formOut(rig, 'Vole');
  const mine = {
    ...signer,
    givenBy: 'carer' as const,
    givenByName: 'Ida Vole',
    subjectThen: adult,
    authority,
  };
  await rig.call('Cass', 'session.handOver', { view: 'signing', form, signer: mine });
  await rig.call('Cass', 'signing.complete', answered);
  await rig.call('Cass', 'session.takeBack', { passphrase: 'seven quiet herons over the estuary' });
  const { entry } = await rig.call('Cass', 'form.show', { form });
  const { agreements } = await rig.call('Cass', 'form.enter', { form, entry: entry! });
  const shown = await rig.call('Cass', 'agreement.show', { agreement: agreements[0]!.id });
  expect(shown.terms).toMatchObject({ givenBy: 'carer', givenByName: 'Ida Vole', authority });
});
