import { Button, Group } from '@mantine/core';
import { useStore } from '../../ui/store.ts';
import { classText, type RecentClass, recentClasses } from './recent-classes.ts';

/** The classes used last, to be filled in with one press; nothing is filled in by itself. */
export function UsedLast({ onUse }: { readonly onUse: (used: RecentClass) => void }) {
  const recent = useStore(recentClasses).slice(0, 3);
  if (recent.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label="Used last">
      {recent.map((each) => (
        <Button key={classText(each)} variant="default" size="xs" onClick={() => onUse(each)}>
          {classText(each)}
        </Button>
      ))}
    </Group>
  );
}
