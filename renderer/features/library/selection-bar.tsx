import { Button, Group, Text } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { beginAct } from '../../parts/acts.ts';
import { useGo } from '../../parts/go.tsx';
import { mayRelease } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';

interface SelectionBarProps {
  readonly chosen: ReadonlySet<Id>;
  readonly onNone: () => void;
}

const quiet = { variant: 'default', size: 'compact-sm' } as const;

/** What can be done with the chosen recordings, as far as the role reaches. */
export function SelectionBar({ chosen, onNone }: SelectionBarProps) {
  const may = useMay();
  const go = useGo();
  const { user } = useSession();
  const recordings = [...chosen];
  const [first] = recordings;
  return (
    <Group gap="xs" mih={30} role="toolbar" aria-label="What to do with the chosen recordings">
      <Text c="dimmed">
        {recordings.length === 0 ? 'Nothing chosen' : `${counted(recordings.length, 'recording')} chosen`}
      </Text>
      {first && (
        <>
          {recordings.length === 1 && (
            <Button {...quiet} onClick={() => go(places.recording(first))}>
              Open
            </Button>
          )}
          {may('recording.classify') && (
            <Button {...quiet} onClick={() => beginAct({ kind: 'classify', recordings })}>
              Classify
            </Button>
          )}
          {may('anonymise.make') && (
            <Button {...quiet} onClick={() => go(places.bench(first))}>
              Anonymise
            </Button>
          )}
          {may('agreement.create') && (
            <Button {...quiet} onClick={() => go(places.newAgreement)}>
              New agreement
            </Button>
          )}
          {mayRelease(user.role) && (
            <Button {...quiet} onClick={() => beginAct({ kind: 'release', recordings })}>
              Release
            </Button>
          )}
          {may('erasure.propose') && (
            <Button {...quiet} onClick={() => beginAct({ kind: 'erase', recordings })}>
              Propose erasure
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" onClick={onNone}>
            Choose none
          </Button>
        </>
      )}
    </Group>
  );
}
