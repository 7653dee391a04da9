import { describe, expect, test } from 'vitest';
import {
  type DisclosureKind,
  disclosureCites,
  disclosureKinds,
  disclosureMeans,
  disclosureTable,
  otherAnswers,
} from '../../../shared/domain/disclosure/kinds.ts';
import {
  formFault,
  type OtherCheck,
  type ScopeFacts,
  scopeFault,
  stateFault,
} from '../../../shared/domain/disclosure/may-disclose.ts';
import { confirmingRoles } from '../../../shared/domain/disclosure/second-step.ts';
import {
  disclosureStates,
  givingFault,
  mayBeReviewed,
  standingOf,
} from '../../../shared/domain/disclosure/standing.ts';
import { uses } from '../../../shared/domain/policy/words.ts';
import { recordingStates } from '../../../shared/domain/recording/state.ts';
import { roles } from '../../../shared/domain/user/role.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

const id = (digit: string): Id => digit.repeat(32) as Id;
const [ann, bob] = [id('a'), id('b')];
const facts = (changed: Partial<ScopeFacts> = {}): ScopeFacts => ({
  state: 'active',
  onHold: false,
  madeFor: 'care',
  subjects: [ann],
  rendition: { kind: 'original', signedOff: false },
  ...changed,
});
const nobodyElse: readonly OtherCheck[] = [{ subject: null, answer: 'notShown' }];
const copy = { kind: 'anonymised', signedOff: true } as const;

/** Written out by hand, so that a change of the table is a change here too. */
const reaches: Readonly<Record<DisclosureKind, readonly string[]>> = {
  preventHarm: ['active', 'active held', 'quarantined held'],
  requiredByLaw: ['active', 'active held'],
  patientsCopy: ['active', 'active held'],
  transferOfCare: ['active', 'active held'],
};

describe('kind by state', () => {
  const cells = disclosureKinds.flatMap((kind) =>
    recordingStates.flatMap((state) => [false, true].map((onHold) => [kind, state, onHold] as const)),
  );
  test.each(cells)('%s of what is %s (on hold: %s)', (kind, state, onHold) => {
    const reached = stateFault(kind, { state, onHold, madeFor: 'care' }) === null;
    expect(reached).toBe(reaches[kind].includes(onHold ? `${state} held` : state));
  });

  test.each([...uses, null])('only a transfer asks what it was made for: %s', (madeFor) => {
    for (const kind of disclosureKinds) {
      const reached = stateFault(kind, { state: 'active', onHold: false, madeFor }) === null;
      expect(reached, kind).toBe(kind !== 'transferOfCare' || madeFor === 'care');
    }
  });
});

describe('other people in it', () => {
  const leftIn: readonly DisclosureKind[] = ['preventHarm', 'requiredByLaw'];
  const cells = disclosureKinds.flatMap((kind) => otherAnswers.map((answer) => [kind, answer] as const));
  test.each(cells)('%s where another is %s', (kind, answer) => {
    const withBob = (rendition: ScopeFacts['rendition']) =>
      scopeFault(kind, ann, facts({ subjects: [ann, bob], rendition }), [
        { subject: bob, answer },
        ...nobodyElse,
      ]);
    expect(withBob(copy) === null).toBe(answer !== 'needed' || leftIn.includes(kind));
    expect(withBob({ kind: 'original', signedOff: false }) === null).toBe(
      answer !== 'removed' && (answer !== 'needed' || leftIn.includes(kind)),
    );
  });

  test.each(disclosureKinds)('%s says it of each of them, once, and of nobody else', (kind) => {
    const two = facts({ subjects: [ann, bob] });
    const bobSaid = { subject: bob, answer: 'agreed' } as const;
    expect(scopeFault(kind, ann, two, [bobSaid, ...nobodyElse])).toBeNull();
    for (const checks of [
      [],
      nobodyElse,
      [bobSaid],
      [bobSaid, bobSaid],
      [bobSaid, bobSaid, ...nobodyElse],
      [{ subject: ann, answer: 'agreed' } as const, ...nobodyElse],
      [bobSaid, { subject: ann, answer: 'agreed' } as const, ...nobodyElse],
    ])
      expect(scopeFault(kind, ann, two, checks), JSON.stringify(checks)).toMatch(/every other person/);
    expect(scopeFault(kind, bob, facts(), nobodyElse)).toMatch(/does not show/);
  });

  test('without one patient all of them are others', () => {
    expect(scopeFault('requiredByLaw', null, facts(), nobodyElse)).toMatch(/every other person/);
    const said = [{ subject: ann, answer: 'needed' } as const, ...nobodyElse];
    expect(scopeFault('requiredByLaw', null, facts(), said)).toBeNull();
  });

  test.each(disclosureKinds)('%s gives no unsigned copy and none that is gone', (kind) => {
    const unsigned = facts({ rendition: { kind: 'anonymised', signedOff: false } });
    expect(scopeFault(kind, ann, unsigned, nobodyElse)).toMatch(/signed/);
    expect(scopeFault(kind, ann, facts({ rendition: null }), nobodyElse)).toMatch(/no longer kept/);
    expect(scopeFault(kind, ann, facts({ rendition: copy }), nobodyElse)).toBeNull();
  });
});

describe('the form', () => {
  const whole = (kind: DisclosureKind) => ({
    ...({ kind, means: 'copies', about: ann, viewer: null, hours: 1 } as const),
    ...{
      recipient: 'Dr Ruth Okafor',
      organisation: 'Elsewhere Hospital',
      basis: 'said',
      senior: 'Prof Hale',
    },
  });
  test.each(disclosureKinds)('%s asks what it needs and no more', (kind) => {
    const { asks, aboutOnePatient, hours, means } = disclosureTable[kind];
    const field = (changed: object) => formFault({ ...whole(kind), ...changed })?.field ?? null;
    expect(field({})).toBeNull();
    expect(field({ recipient: ' ' })).toBe('recipient');
    expect(field({ organisation: ' ' })).toBe(asks.organisation ? 'organisation' : null);
    expect(field({ basis: ' ' })).toBe(asks.basis ? 'basis' : null);
    expect(field({ senior: ' ' })).toBe(asks.senior ? 'senior' : null);
    expect(field({ about: null })).toBe(aboutOnePatient ? 'about' : null);
    expect(field({ viewer: 'clinician' })).toBe('viewer');
    expect(field({ hours: hours.most })).toBeNull();
    for (const wrong of [0, -1, 1.5, Number.NaN, hours.most + 1])
      expect(field({ hours: wrong })).toBe('hours');
    for (const role of roles) {
      const named = ['clinician', 'governance', 'custodian'].includes(role);
      const looks = field({ means: 'view', viewer: role, recipient: '', organisation: '' });
      expect(looks, role).toBe(!means.includes('view') ? 'means' : named ? null : 'viewer');
    }
    expect(field({ means: 'view' })).toBe(means.includes('view') ? 'viewer' : 'means');
  });

  test('only harm is a reason to look here, and only hours are open to it', () => {
    for (const kind of disclosureKinds)
      for (const means of disclosureMeans)
        expect(disclosureTable[kind].means.includes(means)).toBe(
          means === 'copies' || kind === 'preventHarm',
        );
    expect(disclosureTable.preventHarm.hours).toEqual({ usual: 4, most: 72 });
  });
});

describe('who', () => {
  test('of two persons one is of governance, whoever proposes', () => {
    for (const kind of disclosureKinds)
      for (const first of roles)
        for (const second of roles) {
          const allowed =
            disclosureTable[kind].proposers.includes(first) && confirmingRoles(first).includes(second);
          if (allowed) expect([first, second]).toContain('governance');
        }
  });
  test.each(roles)('%s proposes what is theirs to propose', (role) => {
    const keeps = role === 'governance' || role === 'custodian';
    const proposes = disclosureKinds.filter((kind) => disclosureTable[kind].proposers.includes(role));
    const clinicians = ['preventHarm', 'transferOfCare'];
    expect(proposes).toEqual(keeps ? disclosureKinds : role === 'clinician' ? clinicians : []);
  });
  test('the paragraphs are those on harm, and on covert recordings where there is one', () => {
    expect(disclosureKinds.map((kind) => disclosureCites(kind, true))).toEqual([
      ['2002:11', '2002:19'],
      [],
      [],
      [],
    ]);
    expect(disclosureCites('preventHarm', false)).toEqual(['2002:19']);
  });
});

describe('time', () => {
  const at = (text: string): Instant => `2026-03-${text}.000Z` as Instant;
  const proposedAt = at('01T09:00:00');
  const endsAt = at('10T13:00:00');
  test('ends a proposal after two weeks and what was confirmed at its end, to the second', () => {
    const proposed = { state: 'proposed', proposedAt, endsAt: null } as const;
    expect(standingOf(proposed, at('15T08:59:59'))).toBe('waiting');
    expect(standingOf(proposed, at('15T09:00:00'))).toBe('lapsed');
    const confirmed = { state: 'confirmed', proposedAt, endsAt } as const;
    expect(standingOf(confirmed, at('10T12:59:59'))).toBe('inForce');
    expect(standingOf(confirmed, endsAt)).toBe('over');
    expect(standingOf({ ...confirmed, endsAt: null }, at('02T09:00:00'))).toBe('over');
  });
  test('nothing is shown or given but in force and by its own means', () => {
    for (const state of disclosureStates)
      for (const now of [at('02T09:00:00'), at('20T09:00:00')])
        for (const has of disclosureMeans)
          for (const asked of disclosureMeans) {
            const row = { state, proposedAt, endsAt, means: has };
            const open = givingFault(row, asked, now) === null;
            expect(open).toBe(state === 'confirmed' && now < endsAt && has === asked);
            if (open) expect(mayBeReviewed(standingOf(row, now))).toBe(false);
          }
  });
});
