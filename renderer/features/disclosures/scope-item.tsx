import { Radio, Stack, Text } from '@mantine/core';
import { disclosureTable, type OtherAnswer } from '../../../shared/domain/disclosure/kinds.ts';
import { otherAnswerNames } from '../../../shared/domain/disclosure/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { anonymisedOf, type Detail } from '../../parts/renditions.ts';
import { stateNames } from '../../parts/words.ts';
import { OpenChoiceField } from '../../ui/choice-field.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { checkKey, type Draft, faultIn, othersIn } from './draft.ts';

interface ScopeItemProps {
  readonly detail: Detail;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function WhichOne({ detail, draft, change }: ScopeItemProps) {
  if (!anonymisedOf(detail)) return null;
  const others = draft.anonymised.filter((id) => id !== detail.id);
  return (
    <Radio.Group
      label="Which one"
      value={draft.anonymised.includes(detail.id) ? 'anonymised' : 'original'}
      onChange={(value) => change({ anonymised: value === 'anonymised' ? [...others, detail.id] : others })}
    >
      <Stack gap={4} mt={4}>
        <Radio value="original" label="The original" />
        <Radio value="anonymised" label="The anonymised copy" />
      </Stack>
    </Radio.Group>
  );
}

function Other({ detail, draft, change, subject }: ScopeItemProps & { readonly subject: Id | null }) {
  const key = checkKey(detail.id, subject);
  const named = detail.subjects.find(({ id }) => id === subject);
  const data = disclosureTable[draft.kind].answers.map((value) => ({
    value,
    label: otherAnswerNames[value],
  }));
  return (
    <OpenChoiceField<OtherAnswer>
      label={named ? `${named.name} (${named.number})` : 'Anybody in it who is not entered'}
      data={data}
      value={draft.answers[key] ?? null}
      onChange={(answer) => {
        const { [key]: _before, ...rest } = draft.answers;
        change({ answers: answer ? { ...rest, [key]: answer } : rest });
      }}
    />
  );
}

/** One recording of it: which rendition, and what was found of everybody else who is in it. */
export function ScopeItem(props: ScopeItemProps) {
  const { detail, draft } = props;
  const fault = faultIn(detail, draft);
  return (
    <Stack component="section" gap="xs" aria-label={`Recording ${detail.number}`}>
      <Text>
        <Mono>{detail.number}</Mono>, {stateNames[detail.state].toLowerCase()}
        {detail.hold && ', on hold'}
      </Text>
      <WhichOne {...props} />
      {othersIn(detail, draft.about).map((subject) => (
        <Other key={subject ?? ''} {...props} subject={subject} />
      ))}
      {fault && <Notice tone="needs">{fault}</Notice>}
    </Stack>
  );
}
