import { ActionIcon, type ActionIconProps, Button, NativeSelect } from '@mantine/core';
import {
  IconKeyboard,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  IconRepeat,
  IconVolume,
  IconVolumeOff,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useKeyProps } from '../commands/key-hint.tsx';
import type { Command } from '../commands/registry.ts';
import classes from './player.module.css';
import { playerCommands } from './player-commands.ts';
import { frameAt, speeds, timeText } from './timing.ts';
import type { Playing } from './use-playback.ts';

interface KeyedProps extends ActionIconProps {
  readonly command: Command;
  readonly onAct: () => void;
  readonly pressed?: boolean;
  readonly children: ReactNode;
}

/** A button that says its command and its key. */
function Keyed({ command, onAct, pressed, children, ...rest }: KeyedProps) {
  const keyProps = useKeyProps(command);
  return (
    <ActionIcon
      {...keyProps}
      {...rest}
      aria-label={command.name}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed, variant: pressed ? 'light' : 'subtle' })}
      onClick={onAct}
    >
      {children}
    </ActionIcon>
  );
}

function Marks({ playing: { state, acts } }: { readonly playing: Playing }) {
  const { marks, loop } = state;
  const inProps = useKeyProps(playerCommands.markIn);
  const outProps = useKeyProps(playerCommands.markOut);
  const mark = (name: string, at: number | undefined): string =>
    at === undefined ? name : `${name} ${timeText(at)}`;
  return (
    <div className={classes.group}>
      <Keyed command={playerCommands.loop} onAct={acts.loop} pressed={loop}>
        <IconRepeat size={16} />
      </Keyed>
      <Button {...inProps} variant="subtle" size="compact-xs" onClick={acts.markIn}>
        {mark('From', marks.from)}
      </Button>
      <Button {...outProps} variant="subtle" size="compact-xs" onClick={acts.markOut}>
        {mark('To', marks.to)}
      </Button>
      {(marks.from !== undefined || marks.to !== undefined) && (
        <Keyed command={playerCommands.unmark} onAct={acts.unmark}>
          <IconX size={14} />
        </Keyed>
      )}
    </div>
  );
}

interface PlayerBarProps {
  readonly playing: Playing;
  readonly film: boolean;
  readonly keysShown: boolean;
  readonly onKeys: () => void;
}

/** The buttons below a film or sound. */
export function PlayerBar({ playing, film, keysShown, onKeys }: PlayerBarProps) {
  const { state, acts, setSpeed, setVolume } = playing;
  const { running, time, duration, speed, frame, muted, volume } = state;
  const number = film ? frameAt(time, frame) : null;
  return (
    <div className={classes.bar}>
      <div className={classes.group}>
        <Keyed command={playerCommands.start} onAct={acts.start}>
          <IconPlayerSkipBack size={16} />
        </Keyed>
        {film && (
          <Keyed command={playerCommands.lastFrame} onAct={acts.lastFrame}>
            <IconPlayerTrackPrev size={16} />
          </Keyed>
        )}
        <Keyed command={playerCommands.toggle} onAct={acts.toggle} variant="filled" color="ink" size="lg">
          {running === 0 ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        </Keyed>
        {film && (
          <Keyed command={playerCommands.nextFrame} onAct={acts.nextFrame}>
            <IconPlayerTrackNext size={16} />
          </Keyed>
        )}
      </div>
      <span className={classes.time}>
        {timeText(time)} / {timeText(duration)}
        {number !== null && <span className={classes.frame}>frame {number}</span>}
        {running < 0 && <span className={classes.frame}>back {-running}×</span>}
      </span>
      <div className={classes.options}>
        <Marks playing={playing} />
        <NativeSelect
          aria-label="Speed"
          size="xs"
          w={84}
          value={String(speed)}
          data={speeds.map((each) => ({ value: String(each), label: `${each}×` }))}
          onChange={(event) => setSpeed(Number(event.currentTarget.value))}
        />
        <Keyed command={playerCommands.mute} onAct={acts.mute} pressed={muted}>
          {muted ? <IconVolumeOff size={16} /> : <IconVolume size={16} />}
        </Keyed>
        <input
          type="range"
          className={classes.volume}
          aria-label="Volume"
          min={0}
          max={1}
          step={0.05}
          value={muted ? 0 : volume}
          onChange={(event) => setVolume(Number(event.currentTarget.value))}
        />
        <ActionIcon
          aria-label="Keys of the player"
          title="Keys of the player"
          aria-expanded={keysShown}
          onClick={onKeys}
        >
          <IconKeyboard size={18} />
        </ActionIcon>
      </div>
    </div>
  );
}
