import { TextInput } from '@mantine/core';
import { type Day, isDay } from '../../shared/kernel/day.ts';

interface DayFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: Day | null;
  readonly onChange: (day: Day | null) => void;
  readonly required?: boolean;
  readonly max?: string;
}

/** A day, typed or picked; empty is null. */
export function DayField({ value, onChange, ...rest }: DayFieldProps) {
  return (
    <TextInput
      {...rest}
      type="date"
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(isDay(currentTarget.value) ? currentTarget.value : null)}
    />
  );
}
