/** What a finding in a file may give away, in the order in which people are told. */
export const gives = [
  'who',
  'where',
  'when',
  'device',
  'account',
  'number',
  'said',
  'picture',
  'settings',
  'unknown',
] as const;

export type Gives = (typeof gives)[number];

const titles: Readonly<Record<Gives, string>> = {
  who: 'Who',
  where: 'Where',
  when: 'When',
  device: 'Which device or program',
  account: 'Whose account, and what was edited',
  number: 'Numbers that can be matched',
  said: 'Free text',
  picture: 'Other pictures inside',
  settings: 'How it was taken',
  unknown: 'What nobody can say',
};

export interface FindingGroup<Finding> {
  readonly gives: Gives;
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Findings by what they give away; groups without any are left out. */
export const groupFindings = <Finding extends { readonly gives: Gives }>(
  findings: readonly Finding[],
): FindingGroup<Finding>[] =>
  gives
    .map((each) => ({
      gives: each,
      title: titles[each],
      findings: findings.filter((finding) => finding.gives === each),
    }))
    .filter((group) => group.findings.length > 0);
