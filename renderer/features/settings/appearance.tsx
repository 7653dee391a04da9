import { Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { categories } from '../../../shared/domain/policy/words.ts';
import { type Preferences, prefer, usePreferences } from '../../parts/preferences.ts';
import { categoryNames } from '../../parts/words.ts';
import { Section } from './section.tsx';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly says?: string;
  readonly value: Value;
  readonly choices: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

/** One of a few, all in sight. */
function Choice<Value extends string>({ label, says, value, choices, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div>
      <Text id={id} fw={600} mb={4}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        size="xs"
        value={value}
        onChange={(next) => onChange(next as Value)}
        data={(Object.keys(choices) as Value[]).map((each) => ({ value: each, label: choices[each] }))}
      />
      {says && (
        <Text c="dimmed" mt={4}>
          {says}
        </Text>
      )}
    </div>
  );
}

const blurChoices = [...categories, 'unclassified'] as const;
const blurNames = { ...categoryNames, unclassified: 'Not classified yet' };

/** Which pictures are blurred, where only some are. */
function BlurredOnes({ blurred }: Pick<Preferences, 'blurred'>) {
  return (
    <Checkbox.Group
      label="Blurred are"
      value={[...blurred]}
      onChange={(chosen) => prefer({ blurred: blurChoices.filter((each) => chosen.includes(each)) })}
    >
      <Group gap="md" mt={4}>
        {blurChoices.map((each) => (
          <Checkbox key={each} value={each} label={blurNames[each]} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** How the window looks for whoever is here. */
export function Appearance() {
  const { scheme, contrast, textSize, blur, blurred } = usePreferences();
  return (
    <Section title="Appearance" says="This is yours alone, wherever you open this library.">
      <Stack gap="md">
        <Choice
          label="Light or dark"
          value={scheme}
          choices={{ auto: 'As the system', light: 'Light', dark: 'Dark' }}
          onChange={(next) => prefer({ scheme: next })}
        />
        <Choice
          label="Contrast"
          value={contrast}
          choices={{ system: 'As the system', more: 'More' }}
          onChange={(next) => prefer({ contrast: next })}
        />
        <Choice
          label="Size of the text"
          value={String(textSize) as `${Preferences['textSize']}`}
          choices={{ 100: 'Usual', 115: 'Larger', 130: 'Large', 150: 'Very large' }}
          onChange={(next) => prefer({ textSize: Number(next) as Preferences['textSize'] })}
        />
        <Choice
          label="Blur pictures until they are asked for"
          says="This spares you and whoever sits beside you a glance. It protects nobody: a blurred picture is not anonymised."
          value={blur}
          choices={{ none: 'None', some: 'Some', all: 'All' }}
          onChange={(next) => prefer({ blur: next })}
        />
        {blur === 'some' && <BlurredOnes blurred={blurred} />}
      </Stack>
    </Section>
  );
}
