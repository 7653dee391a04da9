import { Text } from '@mantine/core';
import type { Output } from '../../shared/contract/contract.ts';
import { dayText, dueText } from '../ui/dates.ts';
import { useToday } from './session.ts';
import { approachMeansNames, approachOutcomeNames } from './words.ts';

type Listed = Output<'circumstance.list'>;

/** What was entered before, the newest first. */
export function EnteredBefore({ entries }: Pick<Listed, 'entries'>) {
  if (entries.length === 0) return <Text c="dimmed">Nothing is entered yet.</Text>;
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
      {entries.map(({ at, by, on, whom, means, outcome, text }) => (
        <li key={at}>
          {dayText(on)}
          {means && `, ${approachMeansNames[means].toLowerCase()}`}
          {whom === 'relative' && ' to a close relative'}
          {outcome && `: ${approachOutcomeNames[outcome].toLowerCase()}`}, entered by {by.name}
          {text && `. ${text}`}
        </li>
      ))}
    </ul>
  );
}

/** By when consent is to be settled, and who is asked. */
export function Deadline({ settleBy, died }: Listed) {
  const today = useToday();
  return (
    <>
      {settleBy && (
        <Text fw={600} {...(settleBy < today ? { c: 'var(--needs-ink)' } : {})}>
          To be settled by {dayText(settleBy)}: {dueText(settleBy, today)}.
        </Text>
      )}
      {died && <Text>The patient has died. A close relative is asked in their place.</Text>}
    </>
  );
}
