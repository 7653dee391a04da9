import { Group, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import type { Reached } from '../../../shared/domain/circumstance/forms.ts';
import { approachMeansNames, approachOutcomeNames, choices } from '../../parts/words.ts';
import { OpenChoiceField } from '../../ui/choice-field.tsx';
import { DayField } from '../../ui/day-field.tsx';
import type { Draft } from './circumstance-draft.ts';

interface FieldProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function Note({ draft, change, label }: FieldProps & { readonly label: string }) {
  return (
    <Textarea
      label={label}
      autosize
      minRows={2}
      value={draft.note}
      onChange={({ currentTarget }) => change({ note: currentTarget.value })}
    />
  );
}

export function AttemptFields({ draft, change, died }: FieldProps & { readonly died: boolean }) {
  return (
    <>
      {died && (
        <Radio.Group label="Whom" value={draft.whom} onChange={(whom) => change({ whom: whom as Reached })}>
          <Stack gap={4} mt={4}>
            <Radio value="relative" label="A close relative" />
            <Radio value="patient" label="The patient, before they died" />
          </Stack>
        </Radio.Group>
      )}
      <Group grow align="flex-start">
        <DayField label="When" value={draft.on} onChange={(on) => change({ on })} />
        <OpenChoiceField
          label="How"
          data={choices(approachMeansNames)}
          value={draft.means}
          onChange={(means) => change({ means })}
        />
      </Group>
      <OpenChoiceField
        label="What came of it"
        data={choices(approachOutcomeNames)}
        value={draft.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      <Note draft={draft} change={change} label="What else there is to say" />
    </>
  );
}

export function PostMortemFields({ draft, change }: FieldProps) {
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label="Coroner or procurator fiscal"
          description="Name and office"
          value={draft.consulted}
          onChange={({ currentTarget }) => change({ consulted: currentTarget.value })}
        />
        <DayField
          label="Consulted on"
          description="Before it was made"
          value={draft.on}
          onChange={(on) => change({ on })}
        />
      </Group>
      <Note draft={draft} change={change} label="What they said" />
    </>
  );
}

export function FilmingFields({ draft, change }: FieldProps) {
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label="Bodies informed"
          description="Trust or health board, governors, others [25]"
          value={draft.bodies}
          onChange={({ currentTarget }) => change({ bodies: currentTarget.value })}
        />
        <DayField
          label="Informed on"
          description="Before it was filmed"
          value={draft.on}
          onChange={(on) => change({ on })}
        />
      </Group>
      <TextInput
        label="Contract with the film-makers"
        description="Where it lies, and that it says until when consent may be withheld [26, 27]"
        value={draft.contract}
        onChange={({ currentTarget }) => change({ contract: currentTarget.value })}
      />
      <TextInput
        label="Owner’s agreement"
        description="Who agreed for the place where it was filmed"
        value={draft.owner}
        onChange={({ currentTarget }) => change({ owner: currentTarget.value })}
      />
      <Note draft={draft} change={change} label="What else there is to say" />
    </>
  );
}
