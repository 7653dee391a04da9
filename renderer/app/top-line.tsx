import { Button, Text, Tooltip } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { roleNames } from '../../shared/domain/user/role.ts';
import { JobTray } from '../features/intake/job-tray.tsx';
import { beginAct } from '../parts/acts.ts';
import { KeyHint } from '../parts/commands/key-hint.tsx';
import { places } from '../parts/places.ts';
import { useSession } from '../parts/session.ts';
import { useSecondsLeft } from './auto-lock.ts';
import { general } from './commands.ts';
import { HelpButton } from './help/help.tsx';
import { LectureMark } from './lecture-mode.tsx';
import { SearchField } from './search-field.tsx';
import classes from './shell.module.css';

function LockTime() {
  const seconds = useSecondsLeft();
  if (seconds === null) return null;
  const minutes = Math.ceil(seconds / 60);
  return (
    <Text size="xs" {...(minutes <= 2 ? { c: 'var(--needs-ink)', fw: 600 } : { c: 'dimmed' })}>
      {minutes <= 1 ? 'Locks within a minute' : `Locks in ${minutes} minutes`}
    </Text>
  );
}

/** What is cut for want of room is shown whole to whoever points at it or comes to it by key. */
const whenMet = { hover: true, focus: true, touch: true };

/** Search, work under way, who is here and until when. */
export function TopLine() {
  const { user, library } = useSession();
  return (
    <header className={classes.top}>
      <Tooltip label={library.name} events={whenMet} multiline maw={360} position="bottom-start">
        <a className={classes.name} href={`#${places.settings}`} aria-label={`${library.name}: settings`}>
          {library.name}
        </a>
      </Tooltip>
      <SearchField />
      <div className={classes.end}>
        <Button
          variant="default"
          leftSection={<IconCommand size={16} aria-hidden />}
          rightSection={<KeyHint command={general.palette} />}
          onClick={() => beginAct({ kind: 'palette' })}
        >
          <span className={classes.placeName}>Commands</span>
        </Button>
        <LectureMark />
        <HelpButton />
        <JobTray />
        <div className={classes.person}>
          <div title={`${user.name}, ${roleNames[user.role]}`}>{user.name}</div>
          <LockTime />
        </div>
      </div>
    </header>
  );
}
