import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RenditionRow } from '../../electron/catalogue/rows.ts';
import type { LibrarySettings } from '../../electron/operations/context.ts';
import { decideOn, gatherFacts } from '../../electron/operations/gather.ts';
import type { AgreementEvent } from '../../shared/domain/agreement/agreement.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { day, idOf, newCatalogue, noon, recording, subject, terms } from '../rooms/catalogue/made-up.ts';

/**
 * That nobody was asked since a recording was made is said twice: where a decision is gathered, and in the query of those
 * who are still to be asked. Both have to say the same of every agreement, on the day of the making above all.
 */

const today = day('2026-03-20');
const settings = {
  ...{ id: idOf(1), name: 'Ward', place: '', zone: 'Europe/London', schedule: [], notices: [] },
  ...{ edition: 'gmc-2002', jurisdiction: 'england' },
} as const satisfies LibrarySettings;
const looked = {
  action: 'view',
  use: 'teaching',
  audience: 'medicalSetting',
  actor: { name: 'Edda', careTeam: false },
} as const;

interface Case {
  readonly madeOn: Day | null;
  readonly addedAt: Instant;
  readonly events: readonly AgreementEvent[];
}

const middle = day('2026-03-01');
const near = fc.integer({ min: -2, max: 2 }).map((days) => addDays(middle, days));
const at = (on: Day, clock: string): Instant => `${on}T${clock}.000Z` as Instant;
const varied = terms({ uses: ['teaching'], viewers: ['Edda'] });
const event: fc.Arbitrary<AgreementEvent> = fc.tuple(near, fc.nat({ max: 5 })).map(([on, which]) => {
  const said = { on, note: '' };
  if (which < 2) return { kind: 'confirmed', ...said };
  if (which === 2) return { kind: 'varied', ...said, terms: varied };
  if (which === 3) return { kind: 'shown', ...said, renditions: [] };
  return { kind: which === 4 ? 'notConfirmed' : 'withdrawn', ...said };
});
const cases: fc.Arbitrary<Case> = fc.record({
  madeOn: fc.option(near),
  addedAt: fc
    .tuple(near, fc.constantFrom('00:00:00', '12:00:00', '23:59:59'))
    .map(([on, clock]) => at(on, clock)),
  events: fc.array(event, { maxLength: 3 }),
});

const original = (number: number): RenditionRow => ({
  ...{ id: idOf(0x30_0000 + number), recording: idOf(number), kind: 'original', parent: null },
  ...{ blob: idOf(0x40_0000 + number), container: 'jpeg', width: 40, height: 30, bytes: 900 },
  ...{ mark: `mark-${number}`, madeAt: noon, madeBy: idOf(2), recipe: null, verification: null },
});

const catalogue = newCatalogue();
let last = 0;

/** A recording for which somebody is to be asked, and the agreement with this history. */
async function enter({ madeOn, addedAt, events }: Case): Promise<{ recording: Id; agreement: Id; duty: Id }> {
  last += 1;
  const number = last;
  const [id, agreement, duty] = [idOf(number), idOf(0x10_0000 + number), idOf(0x20_0000 + number)];
  const patient = subject(0x10_0000 + number);
  await catalogue.write(async (writer) => {
    await writer.subjects.add(patient);
    await writer.recordings.add(
      recording(number, {
        ...{ category: 'other', madeFor: 'teaching', circumstances: 'planned', addedAt },
        made: { earliest: madeOn, latest: madeOn, local: null, offset: null, source: 'person' },
      }),
    );
    await writer.recordings.setSubjects(id, [patient.id]);
    await writer.renditions.add(original(number));
    const given = { kind: 'given', on: day('2025-01-01'), terms: terms({ uses: ['teaching'] }) } as const;
    const told = { ...given, terms: { ...given.terms, givenOn: given.on } };
    await writer.agreements.add(agreement, told, idOf(2), noon, [patient.id], [id]);
    for (const one of events) await writer.agreements.addEvent(agreement, one, idOf(2), noon);
    await writer.obligations.add({
      ...{ id: duty, recording: id, queue: 'confirm', paragraph: '14a', due: today },
      ...{ reason: 'To be asked.', action: 'askPatient', source: 'facts', raisedAt: noon },
      ...{ snoozedUntil: null, settledAt: null },
    });
  });
  return { recording: id, agreement, duty };
}

test('who was not asked since the making is the same to a decision and to the list of those to ask', async () => {
  const seen = { asked: 0, not: 0 };
  const property = fc.asyncProperty(cases, async (one) => {
    const entered = await enter(one);
    await catalogue.read(async (reader) => {
      const facts = await gatherFacts(reader, entered.recording);
      const { followUps } = decideOn(facts!, facts!.renditions[0]!.row.id, looked, settings, today);
      const { agreements } = await reader.agreements.toConfirm(0, 10_000, null);
      const owed = followUps.includes('askAfterRecording');
      seen[owed ? 'not' : 'asked'] += 1;
      expect(agreements.some(({ id }) => id === entered.agreement)).toBe(owed);
    });
    await catalogue.write((writer) => writer.obligations.settle(entered.duty, noon));
  });
  const boundary: Case[] = [-1, 0, 1].flatMap((days) => {
    const answers: AgreementEvent[] = [{ kind: 'confirmed', on: addDays(middle, days), note: '' }];
    return [
      { madeOn: middle, addedAt: at(addDays(middle, 9), '12:00:00'), events: answers },
      { madeOn: null, addedAt: at(middle, '23:59:59'), events: answers },
      { madeOn: null, addedAt: at(middle, '00:00:00'), events: answers },
    ];
  });
  await fc.assert(property, { numRuns: 150, examples: boundary.map((one) => [one]) });
  expect(Math.min(seen.asked, seen.not)).toBeGreaterThan(20);
}, 60_000);
