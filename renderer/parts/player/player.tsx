import { Loader } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Notice } from '../../ui/failure.tsx';
import { KeyHint } from '../commands/key-hint.tsx';
import { isStroke } from '../commands/shortcuts.ts';
import { useCommands } from '../commands/use-commands.ts';
import type { Opened } from '../opening.ts';
import { FilmStrip } from './film-strip.tsx';
import classes from './player.module.css';
import { PlayerBar } from './player-bar.tsx';
import { playerCommands } from './player-commands.ts';
import { Timeline, type TimelineSpan } from './timeline.tsx';
import type { Span } from './timing.ts';
import { usePlayback } from './use-playback.ts';
import { useSource, useWaveform } from './use-source.ts';

interface PlayerProps {
  readonly opened: Opened;
  readonly label: string;
  /** Shown until the first frame is there. */
  readonly poster?: string | undefined;
  /** For a place that works on it: what lies over the picture, what is drawn on the timeline, and where it stands. */
  readonly work?: PlayerWork | undefined;
}

export interface PlayerWork {
  readonly over: ReactNode;
  readonly spans: readonly TimelineSpan[];
  /** Where to go to; each new object goes there once. */
  readonly goTo: { readonly time: number } | null;
  readonly onMove: (at: { readonly time: number; readonly marks: Partial<Span> }) => void;
}

type Acts = ReturnType<typeof usePlayback>['acts'];

/** Space and the arrows mean something else on a button or slider, so only the player itself hears them. */
const ownKeys = ['toggle', 'later', 'earlier', 'start', 'end'] as const;

function hearOwnKeys(event: KeyboardEvent, acts: Acts): void {
  if ((event.target as HTMLElement).closest('button, input, select')) return;
  const meant = ownKeys.find((each) => isStroke(event.nativeEvent, playerCommands[each]));
  if (!meant) return;
  event.preventDefault();
  event.stopPropagation();
  acts[meant]();
}

function KeyList({ film }: { readonly film: boolean }) {
  const { nextFrame, lastFrame, ...rest } = playerCommands;
  const shown = film ? Object.values(playerCommands) : Object.values(rest);
  return (
    <ul className={classes.keys} aria-label="Keys of the player">
      {shown.map((command) => (
        <li key={command.id}>
          <KeyHint command={command} /> {command.name}
        </li>
      ))}
    </ul>
  );
}

function Making({ film }: { readonly film: boolean }) {
  return (
    <div className={classes.making} role="status">
      <Loader size="sm" color="#fff" aria-hidden />
      <p>
        No window plays a {film ? 'film' : 'sound'} of this kind as it is, so it is being made ready. That
        takes about a minute for ten minutes. The recording itself stays as it is.
      </p>
    </div>
  );
}

function Failed({ film }: { readonly film: boolean }) {
  return (
    <Notice tone="needs" title={`This ${film ? 'film' : 'sound'} cannot be played here`}>
      The recording is safe in the library. Its form is one that Custos cannot make ready on this machine: the
      program ffmpeg is missing, or part of the recording is damaged. Please try again; if it stays so,
      release it for a use that is allowed and play the copy in the program it was made for.
    </Notice>
  );
}

/** A film or sound with controls of its own. */
export function Player({ opened, label, poster, work }: PlayerProps) {
  const film = opened.kind === 'video';
  const { source, onFail } = useSource(opened);
  const peaks = useWaveform(opened, !film || work !== undefined);
  const [element, setElement] = useState<HTMLMediaElement | null>(null);
  const playing = usePlayback(element, (opened.durationMs ?? 0) / 1000);
  const [keysShown, setKeysShown] = useState(false);
  const { nextFrame, lastFrame, ...acts } = playing.acts;
  const heardHere = { toggle: true, later: true, earlier: true, start: true, end: true } as const;
  const ready = source.state === 'ready';
  const { time, marks } = playing.state;
  const onMove = work?.onMove;
  useEffect(() => onMove?.({ time, marks }), [onMove, time, marks]);
  const goTo = work?.goTo ?? null;
  const seek = useRef(playing.seek);
  seek.current = playing.seek;
  useEffect(() => {
    if (goTo) seek.current(goTo.time);
  }, [goTo]);
  useCommands(
    playerCommands,
    ready ? { ...acts, ...(film ? { nextFrame, lastFrame } : {}), ...heardHere } : {},
  );
  if (source.state === 'failed') return <Failed film={film} />;
  const shared = { ref: setElement, preload: 'auto', 'aria-label': label, onError: onFail } as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a player
    <div
      className={classes.player}
      data-worked={work !== undefined || undefined}
      role="group"
      aria-label={`${label}, ${film ? 'film' : 'sound'}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the player hears Space and the arrows
      tabIndex={0}
      onKeyDown={(event) => hearOwnKeys(event, playing.acts)}
    >
      {film ? (
        <div className={classes.screen}>
          {ready ? (
            <video
              {...shared}
              src={source.src}
              poster={poster}
              disablePictureInPicture
              disableRemotePlayback
              className={classes.film}
              onClick={playing.acts.toggle}
              onContextMenu={(event) => event.preventDefault()}
            />
          ) : (
            <Making film />
          )}
          {ready && work?.over}
        </div>
      ) : (
        !ready && (
          <div className={classes.screen}>
            <Making film={false} />
          </div>
        )
      )}
      {!film && ready && (
        <div className={classes.heard}>
          <IconVolume size={18} aria-hidden /> {label}
          <audio {...shared} src={source.src} />
        </div>
      )}
      {ready && (
        <div className={classes.controls}>
          {film && work && <FilmStrip src={source.src} />}
          <Timeline playing={playing} film={film} peaks={peaks} spans={work?.spans ?? []} />
          <PlayerBar
            playing={playing}
            film={film}
            keysShown={keysShown}
            onKeys={() => setKeysShown(!keysShown)}
          />
          {keysShown && <KeyList film={film} />}
        </div>
      )}
    </div>
  );
}
