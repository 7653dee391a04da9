import { Button, Group, Text } from '@mantine/core';
import { IconBan, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isCustosError } from '../../shared/kernel/error.ts';
import classes from './notice.module.css';

interface NoticeProps {
  readonly title?: string;
  readonly tone?: 'plain' | 'needs' | 'grave' | 'fine';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A passage that stands out without raising its voice. */
export function Notice({ title, tone = 'plain', icon, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <span className={classes.icon} aria-hidden>
        {icon ?? <IconInfoCircle size={18} />}
      </span>
      <div>
        {title && <Text fw={600}>{title}</Text>}
        <div>{children}</div>
      </div>
    </div>
  );
}

interface FailureProps {
  readonly error: Error | null;
  readonly onRetry?: () => void;
}

/**
 * What went wrong, in the engine's own sentence, and a way to try again; a refusal as what it is, information. Nothing
 * where nothing is wrong.
 */
export function Failure({ error, onRetry }: FailureProps) {
  if (!error) return null;
  if (isCustosError(error) && error.code === 'not-allowed') {
    return (
      <Notice icon={<IconBan size={18} />} title="This is not open to you here">
        {error.message}
      </Notice>
    );
  }
  // Asking again finds no more than before.
  if (isCustosError(error) && error.code === 'not-found') return <Notice>{error.message}</Notice>;
  return (
    <div role="alert">
      <Notice tone="needs">
        <Group justify="space-between" align="center" gap="sm">
          <Text>{error.message}</Text>
          {onRetry && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
        </Group>
      </Notice>
    </div>
  );
}
