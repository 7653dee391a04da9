import { describe, expect, it } from 'vitest';
import { nextAct } from '../../../renderer/features/recording/next-act.ts';
import type { Answer, Detail } from '../../../renderer/parts/renditions.ts';
import { decide, type PolicyCase } from '../../../shared/domain/policy/index.ts';
import { type Changes, given } from '../policy/later-cases.ts';

const editions: readonly PolicyCase['edition'][] = ['gmc-2002', 'gmc-2011', 'gmc-stricter'];

/** A recording with one patient and a copy that is signed off. */
function detailOf({ recording }: PolicyCase, callersTold: Detail['callersTold'] = null): Detail {
  const original = { id: 'o', kind: 'original', madeAt: '2024-03-01', signOff: null };
  const copy = { id: 'c', kind: 'anonymised', madeAt: '2024-03-02', signOff: { valid: true } };
  return {
    id: 'r1',
    state: 'active',
    classification: recording,
    callersTold,
    subjects: [{ id: 's1', number: 'S-000001', name: '' }],
    renditions: [original, copy],
  } as unknown as Detail;
}

function act(changes: Changes, edition: PolicyCase['edition'], callersTold?: Detail['callersTold']) {
  const { askingImpracticable: _, ...recording } = given(changes, edition).recording;
  const asked = {
    ...given(changes, edition),
    ...(edition === 'gmc-2011' ? {} : { recording: recording as PolicyCase['recording'] }),
  };
  const { cites, reasons, remedies, outcome } = decide(asked);
  const answer: Answer = {
    use: asked.request.use,
    audience: asked.request.audience,
    rendition: asked.rendition.kind,
    outcome,
    cites: [...cites],
    reasons: [...reasons],
    remedies: [...remedies],
  };
  return nextAct(answer, detailOf(asked, callersTold), edition === 'gmc-2011' ? '2011' : '2002');
}

describe.each(editions)('the one action that would change an answer, by %s', (edition) => {
  it('asks the patient wherever consent is what is lacking, the public included', () => {
    const lacking: Changes[] = [
      {},
      { request: { use: 'research' } },
      { request: { use: 'publicMedia', audience: 'public' } },
      { request: { audience: 'public' } },
      { recording: { madeFor: 'teaching' } },
      { recording: { circumstances: 'emergency' }, request: { use: 'research' } },
      { recording: { circumstances: 'postMortem' } },
      { recording: { circumstances: 'covert', colleagueConsulted: true } },
      { agreements: [{ uses: ['teaching'], afterRecording: 'withdrawn' }] },
    ];
    expect(lacking.map((changes) => act(changes, edition)?.kind)).toEqual(lacking.map(() => 'agree'));
  });

  it('leads to the care team where that is what refuses care', () => {
    const care = { use: 'care', audience: 'careTeam' } as const;
    expect(act({ request: care }, edition)).toMatchObject({
      to: '/consent/subject/s1',
      needs: 'subject.careTeam',
    });
    const own = { ...care, actor: { name: 'Dr Ames', careTeam: true } };
    expect(act({ request: own }, edition)).toBeNull();
    expect(act({ request: own, recording: { madeFor: 'teaching' } }, edition)?.kind).toBe('agree');
  });

  it('has what should have been done at the making entered', () => {
    const call = { recording: { circumstances: 'telephoneCall' } } as const;
    expect(act(call, edition)).toMatchObject({ kind: 'classify', label: 'Complete the facts' });
    expect(act(call, edition, { told: false, byRegister: true })).toMatchObject({ to: '/consent/notices' });
    const filmed = { recording: { externalFilming: true } };
    expect(act(filmed, edition)).toMatchObject({ kind: 'classify', label: 'Complete the facts' });
  });
});
