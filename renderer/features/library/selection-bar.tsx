import { Button, Group, Text } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { beginAct } from '../../parts/acts.ts';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';

interface SelectionBarProps {
  readonly chosen: ReadonlySet<Id>;
  readonly onNone: () => void;
}

/** What can be done with the chosen recordings, as far as the role reaches. */
export function SelectionBar({ chosen, onNone }: SelectionBarProps) {
  const may = useMay();
  const go = useGo();
  const recordings = [...chosen];
  const [first] = recordings;
  return (
    <Group gap="sm" mih={30} role="toolbar" aria-label="What to do with the chosen recordings">
      <Text c="dimmed">
        {recordings.length === 0 ? 'Nothing chosen' : `${counted(recordings.length, 'recording')} chosen`}
      </Text>
      {first && (
        <>
          {recordings.length === 1 && (
            <Button variant="default" onClick={() => go(places.recording(first))}>
              Open
            </Button>
          )}
          {may('recording.classify') && (
            <Button variant="default" onClick={() => beginAct({ kind: 'classify', recordings })}>
              Classify
            </Button>
          )}
          {may('anonymise.make') && (
            <Button variant="default" onClick={() => go(places.bench(first))}>
              Anonymise
            </Button>
          )}
          {may('agreement.create') && (
            <Button variant="default" onClick={() => go(places.newAgreement)}>
              New agreement
            </Button>
          )}
          <Button variant="default" onClick={() => beginAct({ kind: 'release', recordings })}>
            Release
          </Button>
          {may('erasure.propose') && (
            <Button variant="default" onClick={() => beginAct({ kind: 'erase', recordings })}>
              Propose erasure
            </Button>
          )}
          <Button variant="subtle" onClick={onNone}>
            Choose none
          </Button>
        </>
      )}
    </Group>
  );
}
