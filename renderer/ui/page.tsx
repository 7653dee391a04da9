import { Group, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** What stands beside the heading. */
  readonly mark?: ReactNode;
  readonly actions?: ReactNode;
  readonly aside?: ReactNode;
  readonly asideLabel?: string;
  /** The page fills the window and scrolls inside itself. */
  readonly filled?: boolean;
  /** Pictures: the page is as wide as the window, where lines of words are held to what the eye follows. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page: one heading that takes the focus on arrival, actions beside it, the work below. */
export function Page(props: PageProps) {
  const { title, mark, actions, aside, asideLabel, filled = false, wide = filled, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Custos`;
  }, [title]);
  useEffect(() => {
    // Only when nothing else asked for the focus (a search field that is being typed into keeps it).
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={classes.page} data-filled={filled || undefined} data-wide={wide || undefined}>
      <Group className={classes.head} justify="space-between" gap="md" wrap="wrap">
        <Group gap="sm">
          <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {mark}
        </Group>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      <div className={classes.body}>
        <div className={classes.work}>{children}</div>
        {aside && (
          <aside className={classes.aside} aria-label={asideLabel}>
            {aside}
          </aside>
        )}
      </div>
    </div>
  );
}
