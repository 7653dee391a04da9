import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Day } from '../../shared/kernel/day.ts';
import { dayText } from './dates.ts';
import { parseDay } from './day-text.ts';

interface DayFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly required?: boolean;
  /** For a patient to read and write at arm's length. */
  readonly large?: boolean;
  readonly value: Day | null;
  readonly onChange: (day: Day | null) => void;
}

const shown = (day: Day | null): string => (day ? dayText(day) : '');

/**
 * A day, typed with the day before the month and then shown in words, so that nobody mistakes the one for the other
 * (the system's own field follows the system's language). Empty is null, and so is what cannot be read.
 */
export function DayField({ value, onChange, large = false, ...rest }: DayFieldProps) {
  const [text, setText] = useState(shown(value));
  const [left, setLeft] = useState(true);
  useEffect(() => {
    setText((typed) => (parseDay(typed) === value ? typed : shown(value)));
  }, [value]);
  const unread = text.trim() !== '' && parseDay(text) === null;
  return (
    <TextInput
      {...rest}
      size={large ? 'xl' : 'xs'}
      placeholder="Day/month/year"
      autoComplete="off"
      spellCheck={false}
      value={text}
      error={left && unread ? 'Please write the day like 3 March 2024 or 3/3/2024.' : null}
      onFocus={() => setLeft(false)}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(parseDay(currentTarget.value));
      }}
      onBlur={() => {
        setLeft(true);
        const day = parseDay(text);
        if (day) setText(shown(day));
      }}
    />
  );
}
