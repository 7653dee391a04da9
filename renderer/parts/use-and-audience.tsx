import { Group, Select } from '@mantine/core';
import type { Audience, Use } from '../../shared/domain/policy/words.ts';
import { audienceNames, choices, useNames, usualAudience } from './words.ts';

/** What a decision is asked for, besides who asks. */
export interface Question {
  readonly use: Use;
  readonly audience: Audience;
}

interface UseAndAudienceProps {
  readonly question: Question;
  readonly onChange: (question: Question) => void;
}

const audiences = choices(audienceNames).map(({ value, label }) => ({
  value,
  label: label.charAt(0).toUpperCase() + label.slice(1),
}));

/** Chooses a use and before whom; a use brings its usual audience. */
export function UseAndAudience({ question, onChange }: UseAndAudienceProps) {
  return (
    <Group grow align="flex-start">
      <Select
        label="For what use"
        data={choices(useNames)}
        allowDeselect={false}
        value={question.use}
        onChange={(value) => {
          const use = (value ?? 'teaching') as Use;
          onChange({ use, audience: usualAudience[use] });
        }}
      />
      <Select
        label="Before whom"
        data={audiences}
        allowDeselect={false}
        value={question.audience}
        onChange={(value) =>
          onChange({ use: question.use, audience: (value ?? 'medicalSetting') as Audience })
        }
      />
    </Group>
  );
}
