import { Badge, Group, NumberInput, Text } from '@mantine/core';
import { IconCrop, IconEye, IconLock, IconSquareFilled } from '@tabler/icons-react';
import { Mono } from '../../ui/numbers.tsx';
import classes from './anonymise.module.css';
import { isCrop, originNames, type Region, sayRegion } from './regions.ts';
import type { Regions } from './use-regions.ts';

const verdicts = { kept: 'covered', dropped: 'left visible', crop: 'the picture is cut to it' } as const;

/** What becomes of a region, in words. */
export const stateWords = ({ state, critical, locked }: Region): string =>
  [verdicts[state], ...(critical ? ['names the patient'] : []), ...(locked ? ['locked'] : [])].join(', ');

const sides = [
  { name: 'Left', member: 'x' },
  { name: 'Top', member: 'y' },
  { name: 'Width', member: 'w' },
  { name: 'Height', member: 'h' },
] as const;

/** What the button of a region says: its state, which a press changes. */
const buttons = {
  kept: { name: 'Covered', icon: IconSquareFilled },
  dropped: { name: 'Visible', icon: IconEye },
  crop: { name: 'Stays', icon: IconCrop },
} as const;

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
  const verdict = buttons[state];
  const active = key === regions.active;
  return (
    <li data-active={active || undefined} data-state={state}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Text c="dimmed" className={classes.count}>
          {number}
        </Text>
        <div className={classes.said}>
          {region.text === null || isCrop(region) ? (
            <Text>{sayRegion(region)}</Text>
          ) : (
            <Mono>{region.text}</Mono>
          )}
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
          aria-label={`${verdict.name}: region ${number}`}
          onClick={() => regions.decide(key, state === 'dropped' ? 'kept' : 'dropped')}
        >
          <verdict.icon size={14} aria-hidden />
          {verdict.name}
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
