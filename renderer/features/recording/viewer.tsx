import { Loader, SegmentedControl, Stack } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { DecisionView } from '../../parts/decision-view.tsx';
import { MediaView } from '../../parts/media-view.tsx';
import { useOpening, type Way, wayFor } from '../../parts/opening.ts';
import { anonymisedOf, type Detail, originalOf, type Rendition } from '../../parts/renditions.ts';
import { useSession } from '../../parts/session.ts';
import { Veil } from '../../parts/veil.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import classes from './recording.module.css';

interface RenditionViewProps {
  readonly detail: Detail;
  readonly rendition: Rendition;
  readonly way: Way;
  readonly label: string;
}

function RenditionView({ detail, rendition, way, label }: RenditionViewProps) {
  const { opened, decision, error, retry } = useOpening(rendition.id, way);
  if (error) return <Failure error={error} onRetry={retry} />;
  if (opened) {
    const media = (
      <MediaView key={opened.url} opened={opened} label={label} poster={detail.thumbnail ?? undefined} />
    );
    if (opened.kind === 'audio') return media;
    return (
      <Veil picture={detail.id} category={detail.classification.category} large>
        {media}
      </Veil>
    );
  }
  if (decision?.outcome === 'refuse')
    return <DecisionView decision={decision} title="This is not open to you" />;
  return (
    <div className={classes.opening}>
      <Loader size="sm" color="#fff" aria-label="Opening" />
    </div>
  );
}

/** The recording itself, in whichever way this person may see it. */
export function Viewer({ detail }: { readonly detail: Detail }) {
  const { user } = useSession();
  const way = wayFor(user.role, detail.state);
  const original = originalOf(detail);
  const copy = anonymisedOf(detail);
  const [side, setSide] = useState<'original' | 'anonymised'>(
    way?.kind === 'use' && copy ? 'anonymised' : 'original',
  );
  const shown = side === 'anonymised' ? copy : original;
  if (!way || !shown) {
    return (
      <Notice icon={<IconPhotoOff size={18} />} title="The recording is not shown">
        {way
          ? 'There is nothing left of it to show.'
          : 'Your role keeps the library in order and opens no recording in this state.'}
      </Notice>
    );
  }
  return (
    <Stack gap="sm">
      {copy && (
        <SegmentedControl
          aria-label="Which one to show"
          size="xs"
          value={side}
          onChange={(value) => setSide(value as typeof side)}
          data={[
            { value: 'original', label: 'Original' },
            { value: 'anonymised', label: 'Anonymised copy' },
          ]}
        />
      )}
      <RenditionView
        key={shown.id}
        detail={detail}
        rendition={shown}
        way={way}
        label={`${detail.number}, ${side === 'anonymised' ? 'anonymised copy' : 'original'}`}
      />
    </Stack>
  );
}
