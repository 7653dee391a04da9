import type { QueryClient } from '@tanstack/react-query';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { factsOf, type SubjectFacts } from '../../parts/subject-facts.ts';
import type { Subject } from '../../parts/subject-picker.tsx';

const same = (one: SubjectFacts, other: SubjectFacts): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Corrects a patient back to what was known before, unless somebody has corrected them again. */
export const correctBack =
  (before: Subject, after: Subject) =>
  async (client: QueryClient): Promise<string> => {
    const now = await call('subject.show', { subject: before.id });
    if (!same(factsOf(now), factsOf(after)))
      throw new Error(
        `${before.number} was corrected again since then. Nothing was taken back; please correct by hand what is wrong.`,
      );
    const reason = 'The correction before was taken back.';
    await call('subject.change', { subject: before.id, facts: factsOf(before), reason });
    invalidateAfter(client, 'subject.change');
    return `${before.number} is as it was before. Both corrections stand in the trail.`;
  };

interface Moved {
  readonly recordings: readonly Id[];
  readonly from: Id;
  readonly to: Id;
}

/** Moves recordings back to the patient from whom they were moved. */
export const moveBack =
  ({ recordings, from, to }: Moved) =>
  async (client: QueryClient): Promise<string> => {
    const reason = 'The move before was taken back.';
    await call('subject.move', { recordings: [...recordings], from: to, to: from, reason });
    invalidateAfter(client, 'subject.move');
    return 'The recordings are with the patient from before. Sign-offs and decisions are still to be made again.';
  };

interface Parted {
  readonly from: Pick<Subject, 'id' | 'number'>;
  readonly made: { readonly id: Id; readonly number: string };
  readonly recordings: number;
}

/** Joins what a split parted, unless more was entered for the new patient meanwhile. */
export const splitBack =
  ({ from, made, recordings }: Parted) =>
  async (client: QueryClient): Promise<string> => {
    const now = await call('subject.show', { subject: made.id });
    const agreed = await call('agreement.list', { subject: made.id });
    if (now.recordings !== recordings || now.careTeam.length > 0 || agreed.total > 0)
      throw new Error(
        `More was entered for ${made.number} since then. Nothing was taken back; please merge the two where they are the same person.`,
      );
    const reason = 'The split before was taken back.';
    await call('subject.merge', { keep: from.id, merge: made.id, reason });
    invalidateAfter(client, 'subject.merge');
    return `${made.number} is joined to ${from.number} again. Sign-offs and decisions are still to be made again.`;
  };

interface Membership {
  readonly subject: Id;
  readonly user: Id;
  readonly from: Day;
}

/** Lets a membership of the care team go on that was ended. */
export const endBack =
  ({ subject, user, from }: Membership) =>
  async (client: QueryClient): Promise<string> => {
    await call('subject.careTeam', { subject, user, from, to: null });
    invalidateAfter(client, 'subject.careTeam');
    return 'The membership goes on. Both changes stand in the trail.';
  };

interface Named {
  readonly id: Id;
  readonly number: string;
}

/** Lets an entry stand again that was joined to another. */
export const mergeBack =
  (gone: Named) =>
  async (client: QueryClient): Promise<string> => {
    await call('subject.separate', { subject: gone.id, reason: 'The joining before was taken back.' });
    invalidateAfter(client, 'subject.separate');
    return `${gone.number} stands by itself again. Please tie its agreements to its recordings anew; sign-offs and decisions are still to be made again.`;
  };

/** Takes an agreement out again on which nothing rests yet. */
export const agreementBack =
  ({ id, number }: Named) =>
  async (client: QueryClient): Promise<string> => {
    await call('agreement.discard', { agreement: id });
    invalidateAfter(client, 'agreement.discard');
    return `${number} was taken out again. Entering it and taking it back stand in the trail.`;
  };
