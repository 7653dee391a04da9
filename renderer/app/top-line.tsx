import { Button, Kbd, Text, TextInput } from '@mantine/core';
import { IconCommand, IconSearch } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { roleNames } from '../../shared/domain/user/role.ts';
import { JobTray } from '../features/intake/job-tray.tsx';
import { beginAct } from '../parts/acts.ts';
import { KeyHint } from '../parts/commands/key-hint.tsx';
import { useGo } from '../parts/go.tsx';
import { libraryQuery } from '../parts/library-query.ts';
import { places } from '../parts/places.ts';
import { useSession } from '../parts/session.ts';
import { useStore } from '../ui/store.ts';
import { useSecondsLeft } from './auto-lock.ts';
import { general } from './commands.ts';
import { HelpButton } from './help/help.tsx';
import { LectureMark } from './lecture-mode.tsx';
import classes from './shell.module.css';

/** How long typing rests before the library is searched. */
const restMs = 250;

function Search() {
  const go = useGo();
  const query = useStore(libraryQuery);
  const [text, setText] = useState(query.text ?? '');
  useEffect(() => setText(query.text ?? ''), [query.text]);
  useEffect(() => {
    if (text === libraryQuery.get().text) return;
    const timer = setTimeout(() => libraryQuery.set({ ...libraryQuery.get(), text }), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const search = (event: FormEvent): void => {
    event.preventDefault();
    libraryQuery.set({ ...libraryQuery.get(), text });
    go(places.library);
  };
  return (
    <search className={classes.search}>
      <form onSubmit={search}>
        <TextInput
          id="search"
          type="search"
          aria-label="Search the library"
          placeholder="Search the library"
          autoComplete="off"
          spellCheck={false}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<Kbd aria-hidden>/</Kbd>}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </form>
    </search>
  );
}

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

/** Search, work under way, who is here and until when. */
export function TopLine() {
  const { user, library } = useSession();
  return (
    <header className={classes.top}>
      <div className={classes.name} title={library.name}>
        {library.name}
      </div>
      <Search />
      <div className={classes.end}>
        <Button
          variant="default"
          leftSection={<IconCommand size={16} aria-hidden />}
          rightSection={<KeyHint command={general.palette} />}
          onClick={() => beginAct({ kind: 'palette' })}
        >
          Commands
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
