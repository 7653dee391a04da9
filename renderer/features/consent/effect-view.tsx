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

const cellText = ({ use, rendition }: Changed['lost'][number]): string =>
  `${useNames[use].toLowerCase()} (${rendition === 'original' ? 'original' : 'anonymised copy'})`;

const listed = (cells: Changed['lost']): string => [...new Set(cells.map(cellText))].join(', ');

/** What is closed altogether, what is only narrowed, and to whom. */
function lostText({ lost, stays, viewersGone }: Changed): string {
  const isOpen = (cell: Changed['lost'][number], what: Changed['stays'][number]['what']): boolean =>
    stays.some((one) => one.use === cell.use && one.rendition === cell.rendition && one.what === what);
  const withoutCopies = lost.filter((cell) => isOpen(cell, 'withoutCopies'));
  const toTheNamed = lost.filter((cell) => isOpen(cell, 'toTheNamed'));
  const closed = lost.filter((cell) => !withoutCopies.includes(cell) && !toTheNamed.includes(cell));
  const parts = [
    ...(closed.length > 0 ? [`may no longer be used for ${listed(closed)}`] : []),
    ...(withoutCopies.length > 0 ? [`may be shown, but not handed over, for ${listed(withoutCopies)}`] : []),
    ...(toTheNamed.length > 0 ? [`is open to the people named only, for ${listed(toTheNamed)}`] : []),
    ...(viewersGone.length > 0 ? [`is closed to ${viewersGone.join(', ')}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : 'keeps its uses';
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
  recording.state === 'quarantined' ||
  recording.lost.length > 0 ||
  recording.viewersGone.length > 0 ||
  recording.disposal !== 'keep';

function releaseText({
  recipient,
  organisation,
  releasedOn,
  number,
  out,
}: Effect['releases'][number]): string {
  const to = organisation === '' ? recipient : `${recipient}, ${organisation}`;
  const went = `Copies went to ${to} on ${dayText(releasedOn)} (${number}).`;
  return out === 0
    ? `${went} None of them is out any more.`
    : `${went} ${counted(out, 'copy', 'copies')} still out there: where an agreement no longer carries them, their recall is put into the queues.`;
}

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
        {effect.collections.map(({ id, name, recordings }) => (
          <Text key={id}>
            The collection “{name}” holds {counted(recordings, 'recording')} of which this changes something.
          </Text>
        ))}
        {effect.releases.map((release) => (
          <Text key={release.id}>{releaseText(release)}</Text>
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
