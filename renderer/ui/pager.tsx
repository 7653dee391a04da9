import { Button, Group, Text } from '@mantine/core';

interface PagerProps {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly onGo: (offset: number) => void;
}

/** Goes through a long list a page at a time. Nothing where one page holds all. */
export function Pager({ offset, limit, total, onGo }: PagerProps) {
  if (total <= limit) return null;
  const last = Math.min(total, offset + limit);
  return (
    <Group gap="sm" mt="sm">
      <Button variant="default" disabled={offset === 0} onClick={() => onGo(Math.max(0, offset - limit))}>
        Previous page
      </Button>
      <Text>
        {(offset + 1).toLocaleString('en-GB')} to {last.toLocaleString('en-GB')} of{' '}
        {total.toLocaleString('en-GB')}
      </Text>
      <Button variant="default" disabled={last >= total} onClick={() => onGo(offset + limit)}>
        Next page
      </Button>
    </Group>
  );
}
