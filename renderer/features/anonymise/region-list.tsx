import { Button, Group, NumberInput, Text } from '@mantine/core';
import classes from './anonymise.module.css';
import { inReadingOrder, type Region, type Size } from './regions.ts';
import type { Regions } from './use-regions.ts';

interface RegionListProps {
  readonly size: Size;
  readonly regions: Regions;
}

const sides = [
  { name: 'Left', member: 'x' },
  { name: 'Top', member: 'y' },
  { name: 'Width', member: 'w' },
  { name: 'Height', member: 'h' },
] as const;

/** The regions in reading order, each with its numbers in pixels. */
export function RegionList({ size, regions }: RegionListProps) {
  const change = (region: Region, member: 'x' | 'y' | 'w' | 'h', value: number | string): void => {
    if (typeof value !== 'number') return;
    regions.remember();
    regions.change({ ...region, [member]: value });
  };
  if (regions.all.length === 0) {
    return (
      <Text c="dimmed">
        No region yet. Draw one over the picture, or add one and move it with the arrow keys.
      </Text>
    );
  }
  return (
    <ol className={classes.regions} aria-label="Regions">
      {inReadingOrder(regions.all, size).map((region) => {
        const number = regions.all.indexOf(region) + 1;
        return (
          <li key={region.key} data-active={region.key === regions.active || undefined}>
            <Group justify="space-between" mb={4}>
              <Text fw={600}>
                Region {number}{' '}
                <Text span c="dimmed" fw={400}>
                  {region.source}
                </Text>
              </Text>
              <Button
                variant="subtle"
                aria-label={`Remove region ${number}`}
                onClick={() => regions.remove(region.key)}
              >
                Remove
              </Button>
            </Group>
            <Group grow gap="xs">
              {sides.map(({ name, member }) => (
                <NumberInput
                  key={member}
                  label={name}
                  aria-label={`${name} of region ${number}`}
                  hideControls
                  allowDecimal={false}
                  allowNegative={false}
                  value={region[member]}
                  onFocus={() => regions.activate(region.key)}
                  onChange={(value) => change(region, member, value)}
                />
              ))}
            </Group>
          </li>
        );
      })}
    </ol>
  );
}
