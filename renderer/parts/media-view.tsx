import { Loader } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../ui/failure.tsx';
import classes from './media-view.module.css';
import { type Opened, useRenewal } from './opening.ts';
import { ZoomPicture } from './zoom-picture.tsx';

interface MediaViewProps {
  readonly opened: Opened;
  /** What the picture is, for those who cannot see it; never what it shows of a patient. */
  readonly label: string;
  /** One of several in sight. */
  readonly small?: boolean;
}

function Player({ opened, label, onFail }: MediaViewProps & { readonly onFail: () => void }) {
  const shared = {
    src: opened.url,
    controls: true,
    preload: 'metadata' as const,
    'aria-label': label,
    onError: onFail,
    controlsList: 'nodownload noremoteplayback',
    disableRemotePlayback: true,
  };
  if (opened.kind === 'audio') return <audio {...shared} className={classes.sound} />;
  return <video {...shared} disablePictureInPicture className={classes.media} />;
}

/** Full size and pieces, where the picture is shown by a smaller one. */
const largeOf = ({ width, height, tiles }: Opened) =>
  tiles && width && height ? { width, height, tiles } : undefined;

/** A picture, film or sound that the gate has let through, as large as its place. */
export function MediaView({ opened, label, small = false }: MediaViewProps) {
  useRenewal(opened.kind === 'photo' ? null : opened);
  const [failed, setFailed] = useState(false);
  const [loaded, setLoaded] = useState(opened.kind !== 'photo');
  if (failed) {
    return (
      <Notice tone="needs" title="This cannot be shown here">
        The recording is safe in the library. This window has no way to show its format, or the time to look
        at it has run out. Please open the page again.
      </Notice>
    );
  }
  if (opened.kind === 'photo' && !small) {
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
    <div className={classes.surround} data-small={small || undefined}>
      {!loaded && <Loader size="sm" color="#fff" aria-label="Opening" className={classes.waiting} />}
      {opened.kind === 'photo' ? (
        <img
          src={opened.url}
          alt={label}
          className={classes.media}
          draggable={false}
          onLoad={() => setLoaded(true)}
          onError={() => setFailed(true)}
          onContextMenu={(event) => event.preventDefault()}
        />
      ) : (
        <Player opened={opened} label={label} onFail={() => setFailed(true)} />
      )}
    </div>
  );
}
