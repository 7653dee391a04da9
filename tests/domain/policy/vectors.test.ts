import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decideFile } from '../../../shared/domain/policy/index.ts';

type Expected = {
  outcome: string;
  cites?: string[];
  followUps?: string[];
  notFollowUps?: string[];
  disposal?: { action: string; cites?: string[] };
};
type Vector = { id: string; about: string; expect: Expected };

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Vector[];
const answers = decideFile(vectors);

describe('the worked examples of the guidance', () => {
  it('are all there, and answered in their order', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(85);
    expect(answers.map(({ id }) => id)).toEqual(vectors.map(({ id }) => id));
  });

  it.each(vectors.map((vector, index) => ({ ...vector, index })))(
    '$id: $about',
    ({ index, expect: wanted }) => {
      const answer = answers[index]!;
      if ('error' in answer) throw new Error(`${answer.error.field}: ${answer.error.message}`);
      expect(answer.outcome).toBe(wanted.outcome);
      expect(answer.cites).toEqual(expect.arrayContaining(wanted.cites ?? []));
      expect(answer.followUps).toEqual(expect.arrayContaining(wanted.followUps ?? []));
      expect(answer.followUps.filter((name) => wanted.notFollowUps?.includes(name))).toEqual([]);
      if (wanted.disposal) {
        expect(answer.disposal.action).toBe(wanted.disposal.action);
        expect(answer.disposal.cites).toEqual(expect.arrayContaining(wanted.disposal.cites ?? []));
      }
    },
  );
});
