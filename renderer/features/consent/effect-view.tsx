import { Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Output } from '../../../shared/contract/contract.ts';
import { useNames } from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Notice } from '../../ui/failure.tsx';

type Effect = Output<'agreement.effect'>;
type Changed = Effect['recordings'][number];

const shown = 50;

function lostText({ lost }: Changed): string {
  const names = [
    ...new Set(
      lost.map(
        ({ use, rendition }) =>
          `${useNames[use].toLowerCase()} (${rendition === 'original' ? 'original' : 'anonymised copy'})`,
      ),
    ),
  ];
  return names.length > 0 ? `may no longer be used for ${names.join(', ')}` : 'keeps its uses';
}

const disposals = {
  keep: '',
  review: ', and is put up for review',
  erase: ', and is put up for erasure',
} as const;

function changedText(recording: Changed): string {
  const state = recording.state === 'quarantined' ? 'goes into quarantine at once' : lostText(recording);
  return `${state}${disposals[recording.disposal]}`;
}

const touched = (recording: Changed): boolean =>
  recording.state === 'quarantined' || recording.lost.length > 0 || recording.disposal !== 'keep';

function Effects({ effect }: { readonly effect: Effect }) {
  const changed = effect.recordings.filter(touched);
  const grave = changed.some(({ state }) => state === 'quarantined');
  return (
    <Notice tone={grave ? 'grave' : 'plain'}>
      <Stack gap={4}>
        <Title order={3}>What this changes</Title>
        {changed.length === 0 && <Text>No recording loses a use.</Text>}
        {changed.slice(0, shown).map((recording) => (
          <Text key={recording.id}>
            {recording.number} {changedText(recording)}.
          </Text>
        ))}
        {changed.length > shown && <Text>{counted(changed.length - shown, 'more recording')} likewise.</Text>}
        {effect.releases.map((release) => (
          <Text key={release.id}>
            Copies went to {release.recipient} on {dayText(release.releasedOn)} ({release.number}). Their
            recall is put into the queues.
          </Text>
        ))}
      </Stack>
    </Notice>
  );
}

/** What an event would do to recordings and to copies that are out. */
export function EffectView({ query }: { readonly query: UseQueryResult<Effect, Error> }) {
  return (
    <section aria-live="polite" aria-label="What this changes">
      <Answered query={query} waiting="Working out what this changes">
        {(effect) => <Effects effect={effect} />}
      </Answered>
    </section>
  );
}
