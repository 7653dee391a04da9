import { Select, type SelectProps } from '@mantine/core';

interface Choosable<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface ChoiceProps<Value extends string> extends Pick<SelectProps, 'description' | 'w'> {
  readonly label: string;
  readonly data: readonly Choosable<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few words, of which one always stands. */
export function ChoiceField<Value extends string>({ data, onChange, ...field }: ChoiceProps<Value>) {
  return (
    <Select<Value>
      {...field}
      data={[...data]}
      allowDeselect={false}
      onChange={(value) => value !== null && onChange(value)}
    />
  );
}

interface OpenChoiceProps<Value extends string> extends Omit<ChoiceProps<Value>, 'value' | 'onChange'> {
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}

/** One of a few words, or nothing said yet; what was said can be taken back. */
export function OpenChoiceField<Value extends string>({ data, ...field }: OpenChoiceProps<Value>) {
  return <Select<Value> {...field} data={[...data]} placeholder="Not said" clearable />;
}
