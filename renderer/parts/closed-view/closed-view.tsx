import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './closed-view.module.css';

const editing = new Set(['a', 'c', 'v', 'x', 'z', 'y']);

/** Keys by which a browser does something of its own (print, find, save, open), and files dropped on it: nothing here. */
function useNothingElse(): void {
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const combined = event.ctrlKey || event.metaKey || event.altKey;
      const written =
        event.key.length === 1 &&
        (event.getModifierState('AltGraph') || editing.has(event.key.toLowerCase()));
      if (event.key === 'Escape' || /^F\d+$/.test(event.key) || (combined && !written))
        event.preventDefault();
    };
    const nothing = (event: Event): void => event.preventDefault();
    window.addEventListener('keydown', key, true);
    for (const kind of ['dragover', 'drop', 'contextmenu'] as const) window.addEventListener(kind, nothing);
    return () => {
      window.removeEventListener('keydown', key, true);
      for (const kind of ['dragover', 'drop', 'contextmenu'] as const)
        window.removeEventListener(kind, nothing);
    };
  }, []);
}

interface ClosedViewProps {
  readonly title: string;
  /** Where in the whole this page is; nothing where there is one page only. */
  readonly place?: string;
  /** Ways on and back, at the foot. */
  readonly foot: ReactNode;
  /** A picture takes what room there is; words are held to what the eye follows. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** One page of what is in a patient's hands, in large type: no rail, no search, no keys of the program, no way out. */
export function ClosedView({ title, place, foot, wide = false, children }: ClosedViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useNothingElse();
  useEffect(() => {
    document.title = 'Custos';
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is read from its heading on
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [title, place]);
  return (
    <div className={classes.ground}>
      <main className={classes.page} data-wide={wide || undefined}>
        {place && <p className={classes.place}>{place}</p>}
        <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </Title>
        <div className={classes.body}>{children}</div>
      </main>
      <footer className={classes.foot}>
        <div className={classes.row} data-wide={wide || undefined}>
          {foot}
        </div>
      </footer>
    </div>
  );
}
