import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
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
  useEffect(() => {
    document.title = `${title} · Custos`;
  }, [title]);
  return (
    <main className={classes.ground}>
      <div className={classes.card} data-wide={wide || undefined}>
        <p className={classes.name}>Custos</p>
        <Title order={1}>{title}</Title>
        {children}
      </div>
    </main>
  );
}
