import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { parseSpan, type Span, spanText } from './span-text.ts';

interface SpanFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: Span;
  readonly onChange: (span: Span) => void;
}

const nothing: Span = { earliest: null, latest: null };
const same = (one: Span, other: Span): boolean =>
  one.earliest === other.earliest && one.latest === other.latest;

/** A day, or as much as is known of one: “about 1990”, “1990s”, “March 1990”. Empty is nothing, and so is what cannot be read. */
export function SpanField({ value, onChange, ...rest }: SpanFieldProps) {
  const [text, setText] = useState(spanText(value) ?? '');
  const [left, setLeft] = useState(true);
  useEffect(() => {
    setText((typed) => (same(parseSpan(typed) ?? nothing, value) ? typed : (spanText(value) ?? '')));
  }, [value]);
  const unread = text.trim() !== '' && parseSpan(text) === null;
  return (
    <TextInput
      {...rest}
      placeholder="Day/month/year"
      autoComplete="off"
      spellCheck={false}
      value={text}
      error={
        left && unread
          ? 'Please write a day like 3 March 2024 or 3/3/2024, or what is known, like about 1990, 1990s or March 1990.'
          : null
      }
      onFocus={() => setLeft(false)}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(parseSpan(currentTarget.value) ?? nothing);
      }}
      onBlur={() => {
        setLeft(true);
        const span = parseSpan(text);
        if (span) setText(spanText(span) ?? '');
      }}
    />
  );
}
