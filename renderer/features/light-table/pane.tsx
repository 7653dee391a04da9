import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import type { Id } from '../../../shared/kernel/id.ts';
import { Go } from '../../parts/go.tsx';
import type { LaidOver } from '../../parts/laid-over.tsx';
import { StandingMark } from '../../parts/marks.tsx';
import { places } from '../../parts/places.ts';
import { RecordingLook } from '../../parts/recording-look.tsx';
import type { Detail } from '../../parts/renditions.ts';
import type { View } from '../../parts/zoom.ts';
import { spanText } from '../../ui/span-text.ts';
import classes from './light-table.module.css';

interface PaneProps {
  readonly recording: Id;
  readonly detail: Detail | null;
  readonly view: View;
  readonly onView: (view: View) => void;
  /** The first picture, where it lies over this one. */
  readonly over: LaidOver | null;
  readonly onPicture: ((src: string | null) => void) | undefined;
  /** Null at the end of the row. */
  readonly onEarlier: (() => void) | null;
  readonly onLater: (() => void) | null;
}

/** One picture on the table, with the day it was made under it. */
export function Pane({ recording, detail, onEarlier, onLater, ...looking }: PaneProps) {
  const name = detail?.number ?? 'this recording';
  const made = detail && spanText(detail.made);
  return (
    <li className={classes.pane}>
      <div className={classes.picture}>
        <RecordingLook recording={recording} bare {...looking} />
      </div>
      <div className={classes.caption}>
        <ActionIcon
          size="sm"
          aria-label={`Move ${name} to the left`}
          disabled={!onEarlier}
          onClick={onEarlier ?? undefined}
        >
          <IconArrowLeft size={16} aria-hidden />
        </ActionIcon>
        <div className={classes.words}>
          {detail && <strong>{made || 'Day not known'}</strong>}
          {detail && <Go to={places.recording(recording)}>{detail.number}</Go>}
          {detail && <StandingMark standing={detail.standing} />}
          {looking.over && <span className={classes.under}>The first lies over it</span>}
        </div>
        <ActionIcon
          size="sm"
          aria-label={`Move ${name} to the right`}
          disabled={!onLater}
          onClick={onLater ?? undefined}
        >
          <IconArrowRight size={16} aria-hidden />
        </ActionIcon>
      </div>
    </li>
  );
}
