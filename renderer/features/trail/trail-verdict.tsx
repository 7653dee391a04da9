import { Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useSession } from '../../parts/session.ts';
import { momentText } from '../../ui/dates.ts';
import { Notice } from '../../ui/failure.tsx';
import type { Checkpoint } from './read-checkpoint.ts';

interface TrailVerdictProps {
  readonly verdict: Output<'trail.verify'>;
  /** The checkpoint it was held against; null where it was read by itself. */
  readonly against: Checkpoint | null;
}

/** What reading the trail through has shown. */
export function TrailVerdict({ verdict, against }: TrailVerdictProps) {
  const { library } = useSession();
  if (!verdict.sound) {
    return (
      <Notice tone="grave" title="The trail is not sound">
        {verdict.faults.map(({ sequence, what }) => (
          <Text key={`${sequence} ${what}`}>
            Entry {sequence.toLocaleString('en-GB')}: {what}
          </Text>
        ))}
        <Text>Please leave the library as it is and tell whoever answers for information governance.</Text>
      </Notice>
    );
  }
  return (
    <Notice tone="fine" icon={<IconCheck size={18} />} title="The trail is sound">
      All {verdict.entries.toLocaleString('en-GB')} entries follow from one another. None was altered, removed
      or put elsewhere.
      {against ? (
        <Text>
          The trail still contains the checkpoint of {momentText(against.at, library.zone)}, made at entry{' '}
          {against.sequence.toLocaleString('en-GB')}: up to there it is the same trail as on that day.
        </Text>
      ) : (
        <Text>Entries cut off its end can be shown only with a checkpoint that was kept elsewhere.</Text>
      )}
    </Notice>
  );
}
