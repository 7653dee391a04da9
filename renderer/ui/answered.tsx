import { Loader, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';
import classes from './notice.module.css';

interface AnsweredProps<Data> {
  readonly query: UseQueryResult<Data, Error>;
  readonly waiting?: string;
  readonly children: (data: Data) => ReactNode;
}

/** Shows what a question brought: the answer, the wait for it, or why there is none. */
export function Answered<Data>({ query, waiting = 'One moment', children }: AnsweredProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={classes.empty}>
      <Loader size="sm" aria-hidden />
      <Text c="dimmed">{waiting}</Text>
    </div>
  );
}
