import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here, said kindly, with what could be done about it. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <Text size="lg" fw={600}>
        {title}
      </Text>
      {children && (
        <Text c="dimmed" maw="32rem" component="div">
          {children}
        </Text>
      )}
      {action}
    </div>
  );
}
