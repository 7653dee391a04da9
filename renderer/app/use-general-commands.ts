import { useAct } from '../client/queries.ts';
import { type Act, beginAct } from '../parts/acts.ts';
import { useKeys } from '../parts/commands/listen.ts';
import { useCommands } from '../parts/commands/use-commands.ts';
import { useGo } from '../parts/go.tsx';
import { mayRelease } from '../parts/opening.ts';
import { places } from '../parts/places.ts';
import { selection } from '../parts/selection.ts';
import { useSession } from '../parts/session.ts';
import { useChangesKept, useUndoLast } from '../parts/undo.ts';
import { lift } from '../parts/veil.tsx';
import { useStore } from '../ui/store.ts';
import { general, going } from './commands.ts';
import { helpOpen } from './help/help-open.ts';
import { useSwitchLecture } from './lecture-mode.tsx';

const chooseFirst = 'Please choose a recording first.';

/** Lets the commands that mean the same on every screen act, and the window hear all keys. */
export function useGeneralCommands(): void {
  const go = useGo();
  const { user } = useSession();
  const lock = useAct('session.lock');
  const lecture = useSwitchLecture();
  const undo = useUndoLast();
  const recordings = useStore(selection);
  const [first] = recordings;
  const withChosen = (act: Act): (() => void) | string => (first ? () => beginAct(act) : chooseFirst);
  useKeys();
  useChangesKept();
  useCommands(general, {
    palette: () => beginAct({ kind: 'palette' }),
    search: () => document.getElementById('search')?.focus(),
    sheet: () => beginAct({ kind: 'keys' }),
    import: () => beginAct({ kind: 'import', brought: null }),
    anonymise: first ? () => go(places.bench(first)) : chooseFirst,
    agreement: () => go(places.newAgreement),
    classify: withChosen({ kind: 'classify', recordings }),
    release: mayRelease(user.role)
      ? withChosen({ kind: 'release', recordings })
      : 'Your role opens no recording, and so releases none.',
    erase: withChosen({ kind: 'erase', recordings }),
    undo,
    uncover: first ? () => lift(first) : chooseFirst,
    help: () => helpOpen.set(!helpOpen.get()),
    lecture,
    lock: () => lock.mutate({}),
    back: () => {
      if (window.location.hash !== '#/') window.history.back();
    },
  });
  useCommands(going, {
    library: () => go(places.library),
    anonymise: () => go(places.anonymise),
    consent: () => go(places.consent),
    releases: () => go(places.releases),
    copies: () => go(places.copies),
    lectureCheck: () => go(places.lecture),
    queues: () => go(places.queues),
    trail: () => go(places.trail),
    settings: () => go(places.settings),
    survey: () => go(places.survey),
    forms: () => go(places.forms),
    round: () => go(places.round),
    subjects: () => go(places.subjects),
    twins: () => go(places.twins),
    lightTable: () => go(places.lightTable),
    calendar: () => go(places.calendar),
    overview: () => go(places.overview),
    certificates: () => go(places.certificates),
  });
}
