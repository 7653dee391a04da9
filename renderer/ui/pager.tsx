import { Button, Group, Text } from '@mantine/core';

interface PagerProps {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly onGo: (offset: number) => void;
}

/** A button that does nothing now, but keeps the focus: at either end whoever pressed it still stands there. */
const idle = (is: boolean) => (is ? { 'aria-disabled': true, 'data-disabled': true } : {});

/** Goes through a long list a page at a time. Nothing where one page holds all. */
export function Pager({ offset, limit, total, onGo }: PagerProps) {
  if (total <= limit) return null;
  const last = Math.min(total, offset + limit);
  const isFirst = offset === 0;
  const isLast = last >= total;
  return (
    <Group gap="sm" mt="sm">
      <Button
        variant="default"
        {...idle(isFirst)}
        onClick={() => !isFirst && onGo(Math.max(0, offset - limit))}
      >
        Previous page
      </Button>
      <Text>
        {(offset + 1).toLocaleString('en-GB')} to {last.toLocaleString('en-GB')} of{' '}
        {total.toLocaleString('en-GB')}
      </Text>
      <Button variant="default" {...idle(isLast)} onClick={() => !isLast && onGo(offset + limit)}>
        Next page
      </Button>
    </Group>
  );
}
