import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AgreementFacts,
  decide,
  dispose,
  editions,
  followUpNames,
  type PolicyCase,
} from '../../../shared/domain/policy/index.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { anyCase, today, withAgreement } from './case-arbitrary.ts';

const runs = { numRuns: 3000 };
const permits = (given: PolicyCase): boolean => decide(given).outcome === 'permit';
const pick = fc.nat({ max: 11 });

/** The change must not turn a refusal into a permit. */
function neverWidens(changed: fc.Arbitrary<[PolicyCase, PolicyCase]>): void {
  fc.assert(
    fc.property(changed, ([before, after]) => {
      if (permits(after)) expect(permits(before)).toBe(true);
    }),
    runs,
  );
}

const restricting = (change: (agreement: AgreementFacts) => AgreementFacts | null) =>
  fc
    .tuple(anyCase, pick)
    .map(([given, place]): [PolicyCase, PolicyCase] => [given, withAgreement(given, place, change)]);

const isEnded = ({ afterRecording }: AgreementFacts): boolean =>
  afterRecording === 'withdrawn' || afterRecording === 'notConfirmed';

const isPastItsDate = ({ keepUntil }: AgreementFacts): boolean => keepUntil !== null && keepUntil < today;

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

describe('nothing is allowed by default', () => {
  it('permits without any agreement only by the exemption, for the care team, or for unrecognisable teaching', () => {
    const bare = anyCase.map((given) => ({
      ...given,
      subjects: given.subjects.map((subject) => ({ ...subject, agreements: [] })),
    }));
    fc.assert(
      fc.property(bare, (given) => {
        const { outcome, cites } = decide(given);
        if (outcome === 'refuse') return;
        expect(['5', '9', '16']).toContain(cites[0]);
        expect(cites).toHaveLength(1);
        const byExemption = cites[0] === '5' && given.recording.category !== 'other';
        const byCare = given.request.use === 'care' && given.request.actor.careTeam;
        const byTeaching = given.request.use === 'teaching' && given.rendition.signedOff;
        expect(byExemption || byCare || byTeaching).toBe(true);
        if (!byExemption) expect(given.request.audience).not.toBe('public');
      }),
      runs,
    );
  });

  it('permits nothing of what is erased or quarantined', () => {
    const away = fc
      .tuple(anyCase, fc.constantFrom('erased' as const, 'quarantined' as const))
      .map(([given, state]) => ({ ...given, recording: { ...given.recording, state } }));
    fc.assert(
      fc.property(away, (given) => {
        expect(decide(given)).toMatchObject({ outcome: 'refuse', cites: ['14e'], followUps: [] });
      }),
      runs,
    );
  });

  it('never lets one patient answer for another: a further patient without agreements opens nothing', () => {
    const further = anyCase.map((given): [PolicyCase, PolicyCase] => [
      given,
      { ...given, subjects: [...given.subjects, { id: 's9', appointedPerson: false, agreements: [] }] },
    ]);
    neverWidens(further);
  });
});

describe('less never opens more', () => {
  it('taking away a standing agreement', () => {
    // Only what stands is taken away. A withdrawn or unconfirmed agreement is a bar, not a leave [14e], and one past its
    // date keeps an old teaching recording from being legacy [16]: without it a use may rightly open.
    neverWidens(
      restricting((agreement) => (isEnded(agreement) || isPastItsDate(agreement) ? agreement : null)),
    );
  });

  it('taking away the sign-off', () => {
    neverWidens(
      anyCase.map((given) => [given, { ...given, rendition: { ...given.rendition, signedOff: false } }]),
    );
  });

  it('taking away the judgement that nobody can be recognised', () => {
    neverWidens(
      anyCase
        .map((given) => [
          given,
          { ...given, rendition: { ...given.rendition, identifiability: 'unassessed' } },
        ])
        .filter(([before]) => before!.rendition.identifiability === 'notIdentifiable') as fc.Arbitrary<
        [PolicyCase, PolicyCase]
      >,
    );
  });

  it('naming viewers where there was no list, or striking one of several', () => {
    // An empty list means no limit, so the last name is never struck.
    neverWidens(
      restricting((agreement) => ({
        ...agreement,
        viewers:
          agreement.viewers.length > 1
            ? agreement.viewers.slice(1)
            : ['Dr Boyd', ...agreement.viewers].slice(-1),
      })),
    );
  });

  it('forbidding copies', () => {
    neverWidens(restricting((agreement) => ({ ...agreement, copiesAllowed: false })));
  });

  it('forbidding identifiable renditions', () => {
    neverWidens(restricting((agreement) => ({ ...agreement, identifiableAllowed: false })));
  });

  it('agreeing to fewer uses', () => {
    // The uses of a withdrawn or unconfirmed agreement say what is refused, so fewer of them refuse less.
    neverWidens(
      restricting((agreement) =>
        isEnded(agreement) ? agreement : { ...agreement, uses: agreement.uses.slice(1) },
      ),
    );
  });

  it('agreeing to keep it less long', () => {
    const earlier = fc
      .tuple(anyCase, pick, fc.constantFrom('2026-11-22' as Day, '2026-11-23' as Day, '2027-01-01' as Day))
      .map(([given, place, until]): [PolicyCase, PolicyCase] => [
        given,
        withAgreement(given, place, (agreement) => ({
          ...agreement,
          keepUntil:
            agreement.keepUntil === null || agreement.keepUntil > until ? until : agreement.keepUntil,
        })),
      ]);
    neverWidens(earlier);
  });

  it('withdrawing an agreement', () => {
    neverWidens(restricting((agreement) => ({ ...agreement, afterRecording: 'withdrawn' })));
  });
});

describe('answers', () => {
  const { paragraphs } = editions['gmc-2002'];

  it('are the same for the same case, which they leave alone', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const copy = structuredClone(given);
        deepFreeze(given);
        expect(decide(given)).toEqual(decide(copy));
        expect(dispose(given)).toEqual(dispose(copy));
      }),
      runs,
    );
  });

  it('cite paragraphs of the guidance, none twice, and say why', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { cites, reasons, remedies, followUps } = decide(given);
        expect(cites.length).toBeGreaterThan(0);
        expect(reasons.length).toBeGreaterThan(0);
        for (const list of [cites, reasons, remedies, followUps])
          expect(new Set(list).size).toBe(list.length);
        for (const cite of [...cites, ...dispose(given).cites]) expect(paragraphs).toContain(cite);
        for (const name of followUps) expect(followUpNames).toContain(name);
        for (const sentence of [...reasons, ...remedies]) expect(sentence).toMatch(/^[A-Z][^!{}]*\.$/);
      }),
      runs,
    );
  });

  it('say what would change a refusal, unless it is erased or was covert and not for care', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { outcome, remedies } = decide(given);
        const { state, circumstances, madeFor } = given.recording;
        const hopeless = state === 'erased' || (circumstances === 'covert' && madeFor !== 'care');
        if (outcome === 'permit') expect(remedies).toEqual([]);
        else if (!hopeless) expect(remedies).not.toEqual([]);
      }),
      runs,
    );
  });

  it('name nobody, since they may be kept where names may not', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { reasons, remedies } = decide(given);
        expect([...reasons, ...remedies].join(' ')).not.toMatch(/Dr (Ames|Boyd|Cole)/);
      }),
      runs,
    );
  });

  it('advise a rendition only where that rendition would be permitted', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const advice = decide(given).remedies.some((remedy) =>
          remedy.includes('anonymised rendition that has been signed off, and judged'),
        );
        if (!advice) return;
        const rendition = {
          kind: 'anonymised',
          signedOff: true,
          identifiability: 'notIdentifiable',
        } as const;
        expect(permits({ ...given, rendition })).toBe(true);
      }),
      runs,
    );
  });

  it('have a text for every paragraph that they can cite', () => {
    const shipped = JSON.parse(
      readFileSync(new URL('../../../resources/editions/gmc-2002.json', import.meta.url), 'utf8'),
    ) as { edition: string; paragraphs: Record<string, string> };
    expect(shipped.edition).toBe('gmc-2002');
    for (const paragraph of paragraphs)
      expect(shipped.paragraphs[paragraph], paragraph).toMatch(/^[A-Z].+\.$/);
  });
});
