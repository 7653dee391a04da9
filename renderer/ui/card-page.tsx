import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './card-page.module.css';

/** Of a quiet button whose words stand in line with what is above it. */
export const flush = 'calc(-1 * var(--mantine-spacing-md) + 2px)';

interface CardPageProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page with one thing to do on it. */
export function CardPage({ title, wide = false, children }: CardPageProps) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · Custos`;
    // Each step begins where it is to be read, or where there is something to type at once.
    const begin =
      card.current?.querySelector<HTMLElement>('[data-autofocus]') ?? card.current?.querySelector('h1');
    begin?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main className={classes.ground}>
      <div className={classes.card} data-wide={wide || undefined} ref={card}>
        <p className={classes.name}>Custos</p>
        <Title order={1} tabIndex={-1} className={classes.title}>
          {title}
        </Title>
        {children}
      </div>
    </main>
  );
}
