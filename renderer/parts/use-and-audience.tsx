import { Group } from '@mantine/core';
import type { Audience, Use } from '../../shared/domain/policy/words.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
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
      <ChoiceField
        label="For what use"
        data={choices(useNames)}
        value={question.use}
        onChange={(use) => onChange({ use, audience: usualAudience[use] })}
      />
      <ChoiceField
        label="Before whom"
        data={audiences}
        value={question.audience}
        onChange={(audience) => onChange({ ...question, audience })}
      />
    </Group>
  );
}
