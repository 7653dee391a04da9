import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { useGo } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { useSayWithUndo } from '../../parts/undo.ts';
import { Veil } from '../../parts/veil.tsx';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { spanText } from '../../ui/span-text.ts';
import type { QueueItem } from './queue-item.ts';
import classes from './queues.module.css';

type Listed = Output<'replacement.list'>;
type Candidate = Listed['candidates'][number];

const inCommon = ({ shares, looksAlike }: Candidate): string =>
  [...shares, ...(looksAlike ? ['looks alike'] : [])].join(', ');

interface CandidatesProps extends Listed {
  readonly chosen: Id | null;
  readonly onChoose: (candidate: Id) => void;
}

function Candidates({ candidates, labelled, chosen, onChoose }: CandidatesProps) {
  if (candidates.length === 0)
    return (
      <Text>
        {labelled
          ? 'Nothing newer that may be used has a label in common with it, or looks like it.'
          : 'It has no labels. Label it with what it shows, and newer ones with the same labels are suggested here.'}
      </Text>
    );
  return (
    <Radio.Group
      label="Newer recordings of the same subject matter"
      value={chosen}
      onChange={(value) => onChoose(value as Id)}
    >
      <Stack gap={6} mt={4}>
        {candidates.map((candidate) => {
          const { recording } = candidate;
          return (
            <Group key={recording.id} gap="sm" wrap="nowrap">
              <Veil picture={recording.id} small>
                <Thumb src={recording.thumbnail} className={classes.thumb} />
              </Veil>
              <Radio
                value={recording.id}
                label={`${recording.number}, ${spanText(recording.made) ?? 'day not known'}`}
                description={`In common: ${inCommon(candidate)}`}
              />
            </Group>
          );
        })}
      </Stack>
    </Radio.Group>
  );
}

/** What may take the place of a recording from an old collection, and the act that puts it there [16]. */
export function ReplaceDialog({ item, onClose }: { readonly item: QueueItem; readonly onClose: () => void }) {
  const go = useGo();
  const say = useSayWithUndo();
  const { id: old, number } = item.recording;
  const list = useAsk('replacement.list', { recording: old });
  const take = useAct('replacement.take');
  const [chosen, setChosen] = useState<Id | null>(null);
  const compare = (): void => {
    selection.set(chosen ? [old, chosen] : [old]);
    onClose();
    go(places.lightTable);
  };
  const save = (reason: string): void => {
    if (!chosen) return;
    take.mutate(
      { old, by: chosen, reason },
      {
        onSuccess: ({ collections, change }) => {
          say(`It is in the place of ${number} in ${counted(collections, 'collection')}.`, change);
          onClose();
          // What is replaced is not needed any more; two people decide whether it goes.
          beginAct({ kind: 'erase', recordings: [old] });
        },
      },
    );
  };
  return (
    <ReasonDialog
      title={`Replace ${number}`}
      label="Why it can take its place"
      button="Put it in its place"
      busy={take.isPending}
      error={take.error}
      blocked={chosen === null}
      onClose={onClose}
      onSave={save}
    >
      <Text>
        {item.reason} <Cite paragraph={item.paragraph} />
      </Text>
      <Answered query={list}>
        {(found) => <Candidates {...found} chosen={chosen} onChoose={setChosen} />}
      </Answered>
      <Group>
        <Button variant="default" disabled={chosen === null} onClick={compare}>
          Compare them on the light table
        </Button>
      </Group>
      <Text c="dimmed">
        The newer one takes its place in your collections. You are then asked whether the old one is to be
        erased; until it is, or permission is entered, the duty stands.
      </Text>
    </ReasonDialog>
  );
}
