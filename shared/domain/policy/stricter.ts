import type { PolicyCase } from './case.ts';
import type { Decision, Disposal } from './decision.ts';
import type { Edition } from './edition.ts';
import { gmc2002 } from './gmc-2002/edition.ts';
import { gmc2011 } from './gmc-2011/edition.ts';

/** Paragraph numbers of the two editions mean different things, so each says whose it is. */
const year = { [gmc2002.name]: '2002', [gmc2011.name]: '2011' } as const;

const both: readonly Edition[] = [gmc2002, gmc2011];

const cited = (edition: Edition, cites: readonly string[]): string[] =>
  cites.map((paragraph) => `${year[edition.name as keyof typeof year]}:${paragraph}`);

const united = <T>(lists: readonly (readonly T[])[]): readonly T[] => [...new Set(lists.flat())];

/** Permits what both editions permit, and otherwise says what those that refuse say. */
function decide(policyCase: PolicyCase): Decision {
  const answers = both.map((edition) => {
    const decision = edition.decide({ ...policyCase, edition: edition.name });
    return { ...decision, cites: cited(edition, decision.cites) };
  });
  const refusing = answers.filter(({ outcome }) => outcome === 'refuse');
  const telling = refusing.length > 0 ? refusing : answers;
  return {
    id: policyCase.id,
    outcome: refusing.length > 0 ? 'refuse' : 'permit',
    cites: united(telling.map(({ cites }) => cites)),
    reasons: united(telling.map(({ reasons }) => reasons)),
    remedies: united(telling.map(({ remedies }) => remedies)),
    followUps: united(answers.map(({ followUps }) => followUps)),
  };
}

const severity: readonly Disposal['action'][] = ['keep', 'review', 'erase'];

/** What the edition that keeps least says. Erasing still needs people to propose and to approve it. */
function dispose(policyCase: PolicyCase): Disposal {
  const answers = both.map((edition) => {
    const { action, cites } = edition.dispose({ ...policyCase, edition: edition.name });
    return { action, cites: cited(edition, cites) };
  });
  const action = severity.findLast((one) => answers.some((answer) => answer.action === one)) ?? 'review';
  return {
    action,
    cites: united(answers.filter((answer) => answer.action === action).map(({ cites }) => cites)),
  };
}

/** The older edition asks for all that the later one asks for here, so it gives the paragraph. */
const of2002 = <Key extends string>(paragraphs: Readonly<Record<Key, string>>) =>
  Object.fromEntries(
    Object.entries(paragraphs).map(([name, paragraph]) => [name, `2002:${String(paragraph)}`]),
  ) as Record<Key, string>;

/** Both editions at once: a use is open where neither closes it. */
export const stricterOfBoth: Edition = {
  name: 'gmc-stricter',
  paragraphs: both.flatMap((edition) => cited(edition, edition.paragraphs)),
  boundaryDays: united(both.map(({ boundaryDays }) => boundaryDays)),
  recordParagraph: `2002:${gmc2002.recordParagraph}`,
  copyParagraphs: of2002(gmc2002.copyParagraphs),
  statusParagraphs: of2002(gmc2002.statusParagraphs),
  followUpParagraphs: of2002(gmc2002.followUpParagraphs),
  makingFaults: (policyCase) =>
    both.flatMap((edition) =>
      edition.makingFaults({ ...policyCase, edition: edition.name }).map((fault) => ({
        ...fault,
        paragraph: cited(edition, [fault.paragraph])[0] ?? fault.paragraph,
      })),
    ),
  decide,
  dispose,
};
