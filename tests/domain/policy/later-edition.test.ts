import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  dispose,
  editions,
  type PolicyCase,
  parseCase,
} from '../../../shared/domain/policy/index.ts';
import { anyCase, withAgreement } from './case-arbitrary.ts';
import { anonymised, day, given } from './later-cases.ts';
import { forTeaching, vectors } from './later-vectors.ts';

describe('the later edition', () => {
  it.each(vectors)('%s', (_, changes, outcome, cite) => {
    const asked = given(changes);
    expect(parseCase(asked)).toEqual({ ok: true, value: asked });
    const decision = decide(asked);
    expect([decision.outcome, decision.cites]).toEqual([outcome, expect.arrayContaining([cite])]);
  });

  it('asks nobody again, and has an end of consent reviewed or erased', () => {
    const secondary = given({ recording: forTeaching, agreements: [{}] });
    expect(decide(secondary).followUps).toEqual([]);
    expect(decide(given({ recording: forTeaching, agreements: [{}] }, 'gmc-2002')).followUps).toEqual([
      'askAfterRecording',
    ]);
    const withdrawn = { agreements: [{ afterRecording: 'withdrawn' as const }] };
    expect(dispose(given({ ...withdrawn, recording: forTeaching }))).toEqual({
      action: 'erase',
      cites: ['25'],
    });
    expect(dispose(given({ ...withdrawn, recording: { ...forTeaching, category: 'endoscopic' } }))).toEqual({
      action: 'review',
      cites: ['25', '12'],
    });
    expect(dispose(given(withdrawn))).toEqual({ action: 'keep', cites: ['15'] });
    expect(dispose(given({ recording: { ...forTeaching, madeOn: day('1990-01-01') } }))).toEqual({
      action: 'review',
      cites: ['23'],
    });
  });

  it('is told its own words by name only: the older edition knows neither its kinds nor its facts', () => {
    const endoscopic = given({ recording: { category: 'endoscopic' } });
    const older = parseCase({ ...endoscopic, edition: 'gmc-2002' });
    expect(older).toMatchObject({ ok: false, error: { field: 'recording.askingImpracticable' } });
    const { askingImpracticable: _, ...recording } = endoscopic.recording;
    expect(parseCase({ ...endoscopic, edition: 'gmc-2002', recording })).toMatchObject({
      ok: false,
      error: { field: 'recording.category' },
    });
    expect(parseCase({ ...endoscopic, recording })).toMatchObject({
      ok: false,
      error: { field: 'recording.askingImpracticable' },
    });
  });
});

const inEdition = (edition: PolicyCase['edition']): fc.Arbitrary<PolicyCase> =>
  fc.tuple(anyCase, fc.boolean()).map(([asked, askingImpracticable]) => ({
    ...asked,
    edition,
    recording: { ...asked.recording, askingImpracticable },
  }));

const permits = (asked: PolicyCase): boolean => decide(asked).outcome === 'permit';
const runs = { numRuns: 2000 };

describe.each(['gmc-2011', 'gmc-stricter'] as const)('%s', (edition) => {
  it('cites its own paragraphs, says why, and names nobody', () => {
    const { paragraphs } = editions[edition];
    fc.assert(
      fc.property(inEdition(edition), (asked) => {
        const { outcome, cites, reasons, remedies } = decide(asked);
        expect(cites.length).toBeGreaterThan(0);
        for (const list of [cites, reasons, remedies]) expect(new Set(list).size).toBe(list.length);
        for (const cite of [...cites, ...dispose(asked).cites]) expect(paragraphs).toContain(cite);
        for (const sentence of [...reasons, ...remedies]) expect(sentence).toMatch(/^[A-Z][^!{}]*\.$/);
        expect([...reasons, ...remedies].join(' ')).not.toMatch(/Dr (Ames|Boyd|Cole)/);
        if (outcome === 'permit') expect(remedies).toEqual([]);
      }),
      runs,
    );
  });

  it('opens no more once an agreement is withdrawn, a sign-off gone, a judgement gone or copies forbidden', () => {
    const poorer: ((asked: PolicyCase, place: number) => PolicyCase)[] = [
      (asked, place) => withAgreement(asked, place, (one) => ({ ...one, afterRecording: 'withdrawn' })),
      (asked, place) => withAgreement(asked, place, (one) => ({ ...one, copiesAllowed: false })),
      (asked, place) => withAgreement(asked, place, (one) => ({ ...one, identifiableAllowed: false })),
      (asked) => ({ ...asked, rendition: { ...asked.rendition, signedOff: false } }),
      (asked) => ({ ...asked, rendition: { ...asked.rendition, identifiability: 'identifiable' } }),
      (asked) => ({
        ...asked,
        subjects: [...asked.subjects, { id: 's9', appointedPerson: false, agreements: [] }],
      }),
      (asked) => ({ ...asked, recording: { ...asked.recording, askingImpracticable: false } }),
    ];
    fc.assert(
      fc.property(
        inEdition(edition),
        fc.nat({ max: 11 }),
        fc.nat({ max: poorer.length - 1 }),
        (asked, place, which) => {
          const after = poorer[which]!(asked, place);
          if (permits(after)) expect(permits(asked)).toBe(true);
        },
      ),
      { numRuns: 6000 },
    );
  });
});

describe('the stricter of both', () => {
  it('permits just what both permit, and keeps no more than either', () => {
    const severity = ['keep', 'review', 'erase'];
    fc.assert(
      fc.property(inEdition('gmc-stricter'), (asked) => {
        const single = (['gmc-2002', 'gmc-2011'] as const).map((edition) => ({ ...asked, edition }));
        expect(permits(asked)).toBe(single.every(permits));
        const each = single.map((one) => severity.indexOf(dispose(one).action));
        expect(severity.indexOf(dispose(asked).action)).toBe(Math.max(...each));
      }),
      runs,
    );
  });

  it('says whose paragraph it cites', () => {
    const asked = given({ rendition: anonymised, request: { use: 'research' } }, 'gmc-stricter');
    expect(decide(asked)).toMatchObject({ outcome: 'refuse', cites: ['2002:9'] });
    expect(decide(given({ rendition: anonymised }, 'gmc-stricter'))).toMatchObject({
      outcome: 'permit',
      cites: ['2002:9', '2011:17'],
    });
  });
});

it('has a text for every paragraph that the later edition can cite', () => {
  const shipped = JSON.parse(
    readFileSync(new URL('../../../resources/editions/gmc-2011.json', import.meta.url), 'utf8'),
  ) as { edition: string; paragraphs: Record<string, string> };
  expect(shipped.edition).toBe('gmc-2011');
  for (const paragraph of editions['gmc-2011'].paragraphs)
    expect(shipped.paragraphs[paragraph], paragraph).toMatch(/^[A-Z].+\.$/);
});
