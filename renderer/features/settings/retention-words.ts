import type { Output } from '../../../shared/contract/contract.ts';
import { recordKindNames } from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';

export type Rule = Output<'retention.schedule'>['rules'][number];

const events: Readonly<Record<Rule['from'], string>> = {
  made: 'after the recording',
  lastSeen: 'after the patient was last seen',
  death: 'after the death',
  birth: 'after the birth',
};

export const recordsText = ({ records }: Rule): string =>
  records === null ? 'Of every kind' : recordKindNames[records];

export function agesText({ ages }: Rule): string {
  if (ages === null) return '';
  if (ages.from === ages.to) return `, aged ${ages.from}`;
  return ages.from === 0 ? `, aged under ${ages.to + 1}` : `, aged ${ages.from} to ${ages.to}`;
}

export const eventText = ({ from }: Rule): string => events[from];

export const periodText = (rule: Rule): string => `${counted(rule.years, 'year')} ${eventText(rule)}`;
