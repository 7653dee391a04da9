import { Badge, Group, NumberInput, Text } from '@mantine/core';
import { IconEye, IconLock, IconSquareFilled } from '@tabler/icons-react';
import { Mono } from '../../ui/numbers.tsx';
import classes from './anonymise.module.css';
import { originNames, type Region, sayRegion } from './regions.ts';
import type { Regions } from './use-regions.ts';

/** What becomes of a region, in words. */
export const stateWords = ({ state, critical, locked }: Region): string =>
  [
    state === 'kept' ? 'covered' : 'left visible',
    ...(critical ? ['names the patient'] : []),
    ...(locked ? ['locked'] : []),
  ].join(', ');

const sides = [
  { name: 'Left', member: 'x' },
  { name: 'Top', member: 'y' },
  { name: 'Width', member: 'w' },
  { name: 'Height', member: 'h' },
] as const;

interface RowProps {
  readonly region: Region;
  readonly number: number;
  readonly regions: Regions;
}

/** Where a region lies, to be typed. */
function Place({ region, number, regions }: RowProps) {
  const change = (member: 'x' | 'y' | 'w' | 'h', value: number | string): void => {
    if (typeof value !== 'number') return;
    regions.remember();
    regions.change({ ...region, [member]: value });
  };
  return (
    <Group grow gap={4} wrap="nowrap" mt={4}>
      {sides.map(({ name, member }) => (
        <NumberInput
          key={member}
          size="xs"
          label={name}
          aria-label={`${name} of region ${number}`}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          disabled={region.locked}
          value={region[member]}
          onChange={(value) => change(member, value)}
        />
      ))}
    </Group>
  );
}

function Row({ region, number, regions }: RowProps) {
  const { key, state, critical, locked, origin } = region;
  const kept = state === 'kept';
  const active = key === regions.active;
  return (
    <li data-active={active || undefined} data-state={state}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Text c="dimmed" className={classes.count}>
          {number}
        </Text>
        <div className={classes.said}>
          {region.text === null ? <Text>{sayRegion(region)}</Text> : <Mono>{region.text}</Mono>}
          <Text c="dimmed" size="xs">
            {/* Said once where there is no other word for it. */}
            {region.text === null && origin === 'drawn' ? '' : originNames[origin]}
            {locked && ', locked'}
          </Text>
          {critical && (
            <Badge variant="light" color="amber" size="sm" tt="none">
              Names the patient
            </Badge>
          )}
        </div>
        <button
          type="button"
          className={classes.verdict}
          aria-label={`${kept ? 'Covered' : 'Visible'}: region ${number}`}
          onClick={() => regions.decide(key, kept ? 'dropped' : 'kept')}
        >
          {kept ? <IconSquareFilled size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
          {kept ? 'Covered' : 'Visible'}
          {locked && <IconLock size={14} aria-hidden />}
        </button>
      </Group>
      {(active || origin === 'drawn') && <Place region={region} number={number} regions={regions} />}
    </li>
  );
}

/** The regions in the order of deciding, each with what was read there and where it comes from. */
export function RegionList({ regions }: { readonly regions: Regions }) {
  if (regions.all.length === 0) {
    return (
      <Text c="dimmed">
        No region yet. Draw one over the picture, or press D and move it with the arrow keys.
      </Text>
    );
  }
  return (
    <ol className={classes.regions} aria-label="Regions">
      {regions.all.map((region, index) => (
        <Row key={region.key} region={region} number={index + 1} regions={regions} />
      ))}
    </ol>
  );
}
