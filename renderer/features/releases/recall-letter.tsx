import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';
import { useAct } from '../../client/queries.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PaperLink } from '../../ui/paper-link.tsx';

type Release = Output<'release.list'>['releases'][number];

/** A recipient has two weeks to look through slides and folders, unless another day is set. */
const usualDays = 14;

export const hasRecalled = ({ items }: Release): boolean => items.some(({ state }) => state === 'recalled');

interface RecallLetterProps {
  readonly release: Release;
  readonly today: Day;
  readonly onClose: () => void;
}

/** Makes the letter that calls the recalled copies of a release back from its recipient. */
export function RecallLetter({ release, today, onClose }: RecallLetterProps) {
  const letter = useAct('release.recallLetter');
  const [by, setBy] = useState<Day | null>(addDays(today, usualDays));
  const url = letter.data?.url;
  return (
    <Dialog onClose={onClose} title={`Recall letter for ${release.number}`}>
      <Stack gap="sm">
        <Text>
          The letter to {release.recipient} names the copies that are entered as recalled. When an answer
          comes, enter each copy as returned or destroyed.
        </Text>
        <DayField label="Answer by" value={by} onChange={setBy} />
        <Failure error={letter.error} />
        <Group gap="sm">
          {url ? (
            <PaperLink href={url}>Open the letter</PaperLink>
          ) : (
            <Button
              loading={letter.isPending}
              disabled={by === null}
              onClick={() => by && letter.mutate({ release: release.id, by })}
            >
              Make the letter
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
