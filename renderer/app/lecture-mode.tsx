import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPresentation } from '@tabler/icons-react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { lectureOn, setLecture } from '../client/lecture.ts';
import { KeyHint } from '../parts/commands/key-hint.tsx';
import { useLecture } from '../parts/lecture.ts';
import { places } from '../parts/places.ts';
import { say } from '../ui/announce.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { resetStores } from '../ui/store.ts';
import { locksAt } from './auto-lock.ts';
import { general } from './commands.ts';

/** Turns lecture mode on or off. The window forgets what it holds either way, and the frame is made afresh. */
function switchLecture(client: QueryClient): void {
  const until = locksAt.get();
  const next = !lectureOn();
  setLecture(next);
  void client.cancelQueries();
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'library.status' });
  client.getMutationCache().clear();
  resetStores();
  locksAt.set(until);
  notifications.clean();
  say(
    next
      ? 'Lecture mode is on. Names, numbers of patients, dates of birth, file names and notes are hidden, and nothing can be changed. What stands in a picture itself is not hidden.'
      : 'Lecture mode is off. Everything is shown again.',
  );
}

export function useSwitchLecture(): () => void {
  const client = useQueryClient();
  return () => switchLecture(client);
}

/** In the top line while the mode is on: the sign of it, and the way out. */
export function LectureMark() {
  const leave = useSwitchLecture();
  if (!useLecture()) return null;
  return (
    <Button
      variant="filled"
      leftSection={<IconPresentation size={16} aria-hidden />}
      rightSection={<KeyHint command={general.lecture} />}
      onClick={leave}
    >
      Leave lecture mode
    </Button>
  );
}

/** Places that show nothing but who somebody is. */
const telling = [places.subjects, places.newAgreement, '/consent/subject/', '/consent/form/'];

export const tellsWho = (pathname: string): boolean =>
  telling.some((place) => (place.endsWith('/') ? pathname.startsWith(place) : pathname === place));

/** Stands in the place of a page whose whole content says who patients are. */
export function HeldBack() {
  const leave = useSwitchLecture();
  return (
    <Page title="Not in lecture mode">
      <Empty
        title="This page is not shown in lecture mode"
        action={<Button onClick={leave}>Leave lecture mode</Button>}
      >
        All it holds is who patients are, and others may see your screen.
      </Empty>
    </Page>
  );
}
