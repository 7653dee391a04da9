import { barsOf } from '../../../shared/domain/recording/loudness.ts';
import classes from './player.module.css';
import { timeText } from './timing.ts';
import type { Playing } from './use-playback.ts';

const columns = 400;

/** Loudness as a row of bars around the middle; the part that was heard is drawn stronger. */
function Waveform({ peaks, played }: { readonly peaks: Int8Array; readonly played: number }) {
  const path = barsOf(peaks, columns)
    .map((bar, column) => {
      const half = Math.max(0.6, bar * 48);
      return `M${column + 0.5} ${(50 - half).toFixed(1)}V${(50 + half).toFixed(1)}`;
    })
    .join('');
  const shape = { viewBox: `0 0 ${columns} 100`, preserveAspectRatio: 'none' } as const;
  return (
    <>
      <svg {...shape} aria-hidden="true" className={classes.waveform}>
        <path d={path} />
      </svg>
      <svg
        {...shape}
        aria-hidden="true"
        className={classes.waveform}
        data-heard
        style={{ clipPath: `inset(0 ${100 - played}% 0 0)` }}
      >
        <path d={path} />
      </svg>
    </>
  );
}

/** A stretch that somebody works on. */
export interface TimelineSpan {
  readonly from: number;
  readonly to: number;
  readonly of: 'picture' | 'sound';
  /** Moments at which it was put in place. */
  readonly keyFrames: readonly number[];
}

interface TimelineProps {
  readonly playing: Playing;
  readonly film: boolean;
  /** Drawn where they are known. */
  readonly peaks: Int8Array | null;
  readonly spans: readonly TimelineSpan[];
}

/** Where in the film or sound it stands, what is repeated, and a place to go to. */
export function Timeline({ playing: { state, seek }, film, peaks, spans }: TimelineProps) {
  const { time, duration, marks } = state;
  const percent = (at: number): number => (duration > 0 ? Math.min(100, (at / duration) * 100) : 0);
  const marked = marks.from !== undefined || marks.to !== undefined;
  const from = percent(marks.from ?? 0);
  return (
    <div className={classes.timeline} data-loud={(peaks && (film ? 'film' : 'sound')) ?? undefined}>
      {peaks ? (
        <Waveform peaks={peaks} played={percent(time)} />
      ) : (
        <div className={classes.played} style={{ width: `${percent(time)}%` }} />
      )}
      {marked && (
        <div
          className={classes.span}
          style={{ left: `${from}%`, width: `${percent(marks.to ?? duration) - from}%` }}
        />
      )}
      {spans.map(({ from: begin, to, of }) => (
        <div
          key={`${of} ${begin} ${to}`}
          className={classes.worked}
          data-of={of}
          style={{ left: `${percent(begin)}%`, width: `${percent(to) - percent(begin)}%` }}
        />
      ))}
      {spans
        .flatMap(({ keyFrames }) => keyFrames)
        .map((at) => (
          <div key={`key ${at}`} className={classes.keyFrame} style={{ left: `${percent(at)}%` }} />
        ))}
      <div className={classes.position} style={{ left: `${percent(time)}%` }} />
      <input
        type="range"
        className={classes.range}
        aria-label="Position"
        aria-valuetext={`${timeText(time)} of ${timeText(duration)}`}
        min={0}
        max={Math.max(duration, 0.01)}
        step={0.01}
        value={Math.min(time, duration)}
        onChange={(event) => seek(Number(event.currentTarget.value))}
      />
    </div>
  );
}
