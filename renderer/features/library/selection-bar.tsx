import { Button, Group, Text } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { beginAct } from '../../parts/acts.ts';
import { useGo } from '../../parts/go.tsx';
import { mayRelease } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { useStore } from '../../ui/store.ts';
import { chooseNone, inSight } from './use-choosing.ts';

const quiet = { variant: 'default', size: 'compact-sm' } as const;

/** How many of the chosen are not on screen now, so that nobody acts on what they have forgotten. */
function OutOfSight({ chosen }: { readonly chosen: readonly Id[] }) {
  const seen = useStore(inSight);
  const out = chosen.reduce((count, id) => (seen.has(id) ? count : count + 1), 0);
  return out > 0 ? <Text c="dimmed">{out.toLocaleString('en-GB')} of them out of sight</Text> : null;
}

/** What can be done with the chosen recordings, as far as the role reaches. */
export function SelectionBar() {
  const may = useMay();
  const go = useGo();
  const { user } = useSession();
  const recordings = useStore(selection);
  const [first] = recordings;
  return (
    <Group gap="xs" mih={30} role="toolbar" aria-label="What to do with the chosen recordings">
      <Text c="dimmed">
        {recordings.length === 0 ? 'Nothing chosen' : `${counted(recordings.length, 'recording')} chosen`}
      </Text>
      {first && (
        <>
          <OutOfSight chosen={recordings} />
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
          <Button variant="subtle" size="compact-sm" onClick={chooseNone}>
            Choose none
          </Button>
        </>
      )}
    </Group>
  );
}
