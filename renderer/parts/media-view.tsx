import { Loader } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../ui/failure.tsx';
import classes from './media-view.module.css';
import { type Opened, useRenewal } from './opening.ts';
import { Player } from './player/player.tsx';
import { ZoomPicture } from './zoom-picture.tsx';

interface MediaViewProps {
  readonly opened: Opened;
  /** What the picture is, for those who cannot see it; never what it shows of a patient. */
  readonly label: string;
  /** One of several in sight. */
  readonly small?: boolean;
  /** Address of a small picture of a film, shown until the film itself is there. */
  readonly poster?: string | undefined;
}

/** Full size and pieces, where the picture is shown by a smaller one. */
export const largeOf = ({ width, height, tiles }: Opened) =>
  tiles && width && height ? { width, height, tiles } : undefined;

/** A picture, film or sound that the gate has let through, as large as its place. */
export function MediaView({ opened, label, small = false, poster }: MediaViewProps) {
  // A film, and a picture whose pieces are still to be fetched, need their address for as long as they are on screen.
  useRenewal(opened.kind === 'photo' && !opened.tiles ? null : opened);
  const [failed, setFailed] = useState(false);
  const [loaded, setLoaded] = useState(false);
  if (opened.kind !== 'photo') return <Player opened={opened} label={label} poster={poster} />;
  if (failed) {
    return (
      <Notice tone="needs" title="This cannot be shown here">
        The recording is safe in the library. The time to look at it has run out, or part of it is damaged.
        Please open the page again.
      </Notice>
    );
  }
  if (!small) {
    return (
      <div className={classes.surround}>
        <ZoomPicture
          src={opened.url}
          label={label}
          pageKeys
          large={largeOf(opened)}
          onFail={() => setFailed(true)}
        />
      </div>
    );
  }
  return (
    <div className={classes.surround} data-small>
      {!loaded && <Loader size="sm" color="#fff" aria-label="Opening" className={classes.waiting} />}
      <img
        src={opened.url}
        alt={label}
        className={classes.media}
        draggable={false}
        onLoad={() => setLoaded(true)}
        onError={() => setFailed(true)}
        onContextMenu={(event) => event.preventDefault()}
      />
    </div>
  );
}
