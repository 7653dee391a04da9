import { Checkbox, Stack, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './library.module.css';

interface GroupFrameProps {
  readonly title: string;
  /** Absent while nothing in the group is chosen. */
  readonly onClear?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A group of filters; its heading takes back what is chosen in it. */
export function GroupFrame({ title, onClear, children }: GroupFrameProps) {
  return (
    <fieldset>
      <legend>
        {onClear ? (
          <UnstyledButton className={classes.clear} title={`Clear ${title.toLowerCase()}`} onClick={onClear}>
            {title}
            <IconX size={14} aria-label="clear" />
          </UnstyledButton>
        ) : (
          title
        )}
      </legend>
      {children}
    </fieldset>
  );
}

interface FilterGroupProps<Value extends string> {
  readonly title: string;
  readonly values: readonly Value[];
  readonly names: Readonly<Record<Value, string>>;
  readonly counts?: Readonly<Record<string, number>> | undefined;
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
}

/** Values of which any may hold. */
export function FilterGroup<Value extends string>(props: FilterGroupProps<Value>) {
  const { title, values, names, counts, chosen, onChange } = props;
  return (
    <GroupFrame title={title} onClear={chosen.length > 0 ? () => onChange([]) : undefined}>
      <Stack gap={4}>
        {values.map((value) => (
          <Checkbox
            key={value}
            label={
              counts?.[value] === undefined ? (
                names[value]
              ) : (
                <span className={counts[value] === 0 ? classes.none : undefined}>
                  {names[value]} ({counts[value].toLocaleString('en-GB')})
                </span>
              )
            }
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
        ))}
      </Stack>
    </GroupFrame>
  );
}
