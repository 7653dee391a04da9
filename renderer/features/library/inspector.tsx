import { CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { StandingMark } from '../../parts/marks.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { useMay } from '../../parts/session.ts';
import { starWords } from '../../parts/stars.tsx';
import { categoryNames, circumstanceNames, kindNames, madeSourceNames, useNames } from '../../parts/words.ts';
import { Answered } from '../../ui/answered.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { spanText } from '../../ui/span-text.ts';
import { useStore } from '../../ui/store.ts';
import { SeveralRecordings } from './several.tsx';

function OneRecording({ id }: { readonly id: Id }) {
  const may = useMay();
  const detail = useAsk('recording.show', { recording: id });
  return (
    <Answered query={detail}>
      {({ number, standing, kind, made, classification, subjects, agreements, fileName, ...own }) => (
        <Stack gap="sm">
          <Group gap="sm">
            <Mono>{number}</Mono>
            <StandingMark standing={standing} />
          </Group>
          <Facts
            facts={[
              { name: 'Kind', value: kindNames[kind] },
              {
                name: 'Made',
                value: spanText(made) ?? 'Not known',
                ...(spanText(made) ? { source: madeSourceNames[made.source] } : {}),
              },
              {
                name: 'Made for',
                value: classification.madeFor ? useNames[classification.madeFor] : 'Not entered',
              },
              {
                name: 'Category',
                value: classification.category ? categoryNames[classification.category] : 'Not entered',
              },
              {
                name: 'Circumstances',
                value: classification.circumstances
                  ? circumstanceNames[classification.circumstances]
                  : 'Not entered',
              },
              {
                name: 'Patients',
                value:
                  subjects.length === 0
                    ? 'None entered'
                    : subjects.map((subject) => (
                        <div key={subject.id}>
                          {may('subject.show') ? (
                            <Go to={places.subject(subject.id)}>{subject.name}</Go>
                          ) : (
                            subject.number
                          )}
                        </div>
                      )),
              },
              { name: 'Rating', value: starWords(own.rating) },
              ...(own.labels.length > 0 ? [{ name: 'Labels', value: own.labels.join(', ') }] : []),
              ...(own.collections.length > 0
                ? [{ name: 'Collections', value: own.collections.map(({ name }) => name).join(', ') }]
                : []),
              { name: 'Agreements', value: String(agreements.length) },
              ...(fileName ? [{ name: 'File', value: fileName }] : []),
            ]}
          />
          <Go to={places.recording(id)}>Open the recording</Go>
        </Stack>
      )}
    </Answered>
  );
}

/** What is known of the chosen recording. */
export function Inspector({ onClose }: { readonly onClose: () => void }) {
  const chosen = useStore(selection);
  const [first] = chosen;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>Details</Title>
        <CloseButton aria-label="Close the details" onClick={onClose} />
      </Group>
      {chosen.length === 0 && <Text c="dimmed">Choose a recording to see what is known of it.</Text>}
      {chosen.length === 1 && first && <OneRecording id={first} />}
      {chosen.length > 1 && <SeveralRecordings chosen={chosen} />}
    </Stack>
  );
}
