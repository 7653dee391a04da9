import { Loader } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Id } from '../../shared/kernel/id.ts';
import { useAsk } from '../client/queries.ts';
import { Answered } from '../ui/answered.tsx';
import { Failure, Notice } from '../ui/failure.tsx';
import { DecisionView } from './decision-view.tsx';
import type { LaidOver } from './laid-over.tsx';
import { largeOf, MediaView } from './media-view.tsx';
import { useOpening, useRenewal, type Way, wayFor } from './opening.ts';
import classes from './recording-look.module.css';
import { anonymisedOf, type Detail, originalOf, type Rendition } from './renditions.ts';
import { useSession } from './session.ts';
import { Veil } from './veil.tsx';
import type { View } from './zoom.ts';
import { ZoomPicture } from './zoom-picture.tsx';

interface Looking {
  /** Handed in together with `onView`, several pictures move as one. */
  readonly view?: View;
  readonly onView?: (view: View) => void;
  /** Stands there while the gate is asked and the bytes come; never what the gate has not let through. */
  readonly meanwhile?: ReactNode;
  readonly bare?: boolean;
  readonly over?: LaidOver | null;
  /** Hears the address of a picture that is shown, which is then kept alive, and null when it goes. */
  readonly onPicture?: ((src: string | null) => void) | undefined;
}

interface OpenedProps extends Looking {
  readonly detail: Detail;
  readonly rendition: Rendition;
  readonly way: Way;
}

/** Tells what is shown, and that it is gone. */
function useTold(src: string | null, onPicture: Looking['onPicture']): void {
  useEffect(() => {
    onPicture?.(src);
    return () => onPicture?.(null);
  }, [src, onPicture]);
}

function OpenedLook({ detail, rendition, way, meanwhile, onPicture, bare = false, ...looking }: OpenedProps) {
  const { opened, decision, error, retry } = useOpening(rendition.id, way);
  const [failed, setFailed] = useState(false);
  const picture = opened?.kind === 'photo' && !failed ? opened : null;
  useRenewal(picture?.tiles || onPicture ? picture : null);
  useTold(picture?.url ?? null, onPicture);
  if (error) return <Failure error={error} onRetry={retry} />;
  if (decision?.outcome === 'refuse')
    return <DecisionView decision={decision} title="This is not open to you" />;
  if (failed)
    return <Notice tone="needs">This window has no way to show the format of {detail.number}.</Notice>;
  if (!opened) return meanwhile ?? <Loader size="sm" color="#fff" aria-label="Opening" />;
  const label = `${detail.number}, ${rendition.kind === 'anonymised' ? 'anonymised copy' : 'original'}`;
  const media = <MediaView key={opened.url} opened={opened} label={label} />;
  if (opened.kind === 'audio') return media;
  return (
    <Veil picture={detail.id} category={detail.classification.category} large>
      {opened.kind === 'photo' ? (
        <ZoomPicture
          key={opened.url}
          src={opened.url}
          label={label}
          {...looking}
          bare={bare}
          large={largeOf(opened)}
          onFail={() => setFailed(true)}
        />
      ) : (
        media
      )}
    </Veil>
  );
}

function Shown({ detail, ...looking }: Looking & { readonly detail: Detail }) {
  const { user } = useSession();
  const way = wayFor(user.role, detail.state);
  const original = originalOf(detail);
  // Whoever looks for a use of their own sees the anonymised copy where there is one.
  const rendition = way?.kind === 'use' ? (anonymisedOf(detail) ?? original) : original;
  if (!way || !rendition) {
    return (
      <Notice icon={<IconPhotoOff size={18} />} title={`${detail.number} is not shown`}>
        {way ? 'There is nothing left of it to show.' : 'Your role opens no recording in this state.'}
      </Notice>
    );
  }
  return <OpenedLook key={rendition.id} detail={detail} rendition={rendition} way={way} {...looking} />;
}

/** A recording as large as its place, let through by the gate in the usual way of the person's role. */
export function RecordingLook({ recording, ...looking }: Looking & { readonly recording: Id }) {
  const detail = useAsk('recording.show', { recording });
  if (!detail.data && !detail.error && looking.meanwhile)
    return <div className={classes.look}>{looking.meanwhile}</div>;
  return (
    <div className={classes.look}>
      <Answered query={detail}>{(shown) => <Shown detail={shown} {...looking} />}</Answered>
    </div>
  );
}
