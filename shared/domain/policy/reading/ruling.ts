import type { Facts } from './facts.ts';

/** The answer of the first rule that decides, in an edition's own paragraphs and findings. */
export type Ruling<Paragraph extends string, Finding extends string> = {
  readonly outcome: 'permit' | 'refuse';
  readonly cites: readonly Paragraph[];
  /** What the rule found; the edition has the words for each. */
  readonly finding: Finding;
  /** What some subject lacks, so that each such subject's agreements are gone through for faults. */
  readonly lacking: 'permission' | 'consent' | null;
};

export type Rule<Paragraph extends string, Finding extends string> = (
  facts: Facts,
) => Ruling<Paragraph, Finding> | null;

export const permit = <Paragraph extends string, Finding extends string>(
  finding: Finding,
  ...cites: Paragraph[]
): Ruling<Paragraph, Finding> => ({ outcome: 'permit', cites, finding, lacking: null });

export const refuse = <Paragraph extends string, Finding extends string>(
  finding: Finding,
  lacking: 'permission' | 'consent' | null,
  ...cites: Paragraph[]
): Ruling<Paragraph, Finding> => ({ outcome: 'refuse', cites, finding, lacking });

/** The first rule's answer. Throws, and so permits nothing, should no rule answer. */
export function firstRuling<Paragraph extends string, Finding extends string>(
  rules: readonly Rule<Paragraph, Finding>[],
  facts: Facts,
): Ruling<Paragraph, Finding> {
  for (const ask of rules) {
    const ruling = ask(facts);
    if (ruling) return ruling;
  }
  throw new Error('No rule decided the request');
}

/** For care, by the care team. */
export const byTheCareTeam = ({ of: { request } }: Facts): boolean =>
  request.audience === 'careTeam' && request.actor.careTeam;
