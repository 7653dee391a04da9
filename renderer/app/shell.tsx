import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { brought } from '../client/files.ts';
import { beginAct } from '../parts/acts.ts';
import { dropTaker } from '../parts/drops.ts';
import { useLecture } from '../parts/lecture.ts';
import { useMay } from '../parts/session.ts';
import { say } from '../ui/announce.tsx';
import { landingOfPage } from '../ui/keep-focus.ts';
import { useStore } from '../ui/store.ts';
import { ActDialogs } from './act-dialogs.tsx';
import { Help } from './help/help.tsx';
import { HeldBack, tellsWho } from './lecture-mode.tsx';
import { LockNotice } from './lock-notice.tsx';
import { useRecent } from './palette/recent.ts';
import { Rail } from './rail.tsx';
import { SealNotice } from './seal-notice.tsx';
import classes from './shell.module.css';
import { TopLine } from './top-line.tsx';
import { useGeneralCommands } from './use-general-commands.ts';
import { useProgramMenu } from './use-program-menu.ts';

const takingIn = 'Drop to take these files into the library';

/** Takes files dropped anywhere on the window; what is said while they are held over it. */
function useDrop(): string | null {
  const may = useMay();
  const own = useStore(dropTaker);
  const takes = own !== null || may('import.start');
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(takes);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setOver(false);
      if (!takes) {
        say('Taking files in is done by the custodians and clinicians of the library.');
        return;
      }
      brought(event.dataTransfer).then(
        (files) => (own ? own.take(files) : beginAct({ kind: 'import', brought: files })),
        () => say('The files could not be read. Please drop them again.'),
      );
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [takes, own]);
  return over ? (own?.says ?? takingIn) : null;
}

/** Rail, top line and the work. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const lecture = useLecture();
  const over = useDrop();
  useGeneralCommands();
  useProgramMenu();
  useRecent();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place begins at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    landingOfPage()?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div className={classes.shell}>
      {/* biome-ignore lint/a11y/useValidAnchor: the hash names the place, so the link itself moves the focus */}
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the work
      </a>
      <TopLine />
      <Rail />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <Help />
        <SealNotice />
        {lecture && tellsWho(pathname) ? <HeldBack /> : <Outlet />}
      </main>
      {over && <div className={classes.drop}>{over}</div>}
      <LockNotice />
      <ActDialogs />
    </div>
  );
}
