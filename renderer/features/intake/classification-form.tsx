import { Checkbox, Group, Stack } from '@mantine/core';
import { useMemo } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import {
  type ClassField,
  classFault,
  classFields,
  fieldsFor,
} from '../../../shared/domain/recording/classification.ts';
import type { Kind } from '../../../shared/domain/recording/state.ts';
import { useMay } from '../../parts/session.ts';
import { type Picked, SubjectPicker } from '../../parts/subject-picker.tsx';
import { categoryNames, choices, circumstanceNames, recordKindNames, useNames } from '../../parts/words.ts';
import { OpenChoiceField } from '../../ui/choice-field.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Notice } from '../../ui/failure.tsx';
import { SpanField } from '../../ui/span-field.tsx';

type Part = Input<'recording.classify'>['classification'];

/** A classification while it is entered; what stays null is not said. */
export interface Draft {
  readonly category: NonNullable<Part['category']> | null;
  readonly madeFor: NonNullable<Part['madeFor']> | null;
  readonly circumstances: NonNullable<Part['circumstances']> | null;
  readonly records: NonNullable<Part['records']> | null;
  readonly madeOn: NonNullable<Part['made']>['earliest'];
  readonly madeUntil: NonNullable<Part['made']>['latest'];
  readonly subjects: readonly Picked[];
  readonly facts: Readonly<Record<ClassField, boolean>>;
}

const noFacts = Object.fromEntries(classFields.map((field) => [field, false])) as Record<ClassField, boolean>;

export const blankDraft: Draft = {
  category: null,
  madeFor: null,
  circumstances: null,
  records: null,
  madeOn: null,
  madeUntil: null,
  subjects: [],
  facts: noFacts,
};

const classOf = (draft: Draft, kinds: readonly Kind[]) => ({
  category: draft.category,
  madeFor: draft.madeFor,
  circumstances: draft.circumstances,
  kinds,
  medicoLegalInvestigation: draft.facts.medicoLegalInvestigation,
  externalFilming: draft.facts.externalFilming,
});

/** What the draft says, and only that: a field the class does not ask for is left alone. */
export function classificationOf(draft: Draft, kinds: readonly Kind[]): Part {
  const asked = fieldsFor(classOf(draft, kinds));
  return {
    ...(draft.category ? { category: draft.category } : {}),
    ...(draft.madeFor ? { madeFor: draft.madeFor } : {}),
    ...(draft.circumstances ? { circumstances: draft.circumstances } : {}),
    ...(draft.records ? { records: draft.records } : {}),
    ...(draft.madeOn || draft.madeUntil
      ? { made: { earliest: draft.madeOn, latest: draft.madeUntil ?? draft.madeOn } }
      : {}),
    ...(draft.subjects.length > 0 ? { subjects: draft.subjects.map(({ id }) => id) } : {}),
    ...Object.fromEntries(asked.map((field) => [field, draft.facts[field]])),
  };
}

/** What does not go together in the draft; null where nothing clashes. */
export const draftFault = (draft: Draft, kinds: readonly Kind[]): string | null => {
  if (draft.madeOn && draft.madeUntil && draft.madeUntil < draft.madeOn)
    return 'The latest day lies before the earliest.';
  return classFault(classOf(draft, kinds));
};

const fieldWords: Readonly<Record<ClassField, string>> = {
  callerNotice:
    'There is a record of how callers were told that the call is recorded [21]; once the register under Consent, Notices has a period, that decides',
  colleagueConsulted:
    'An experienced colleague was consulted; for film, advice was taken on the 2000 Act [11]',
  medicoLegalInvestigation: 'The death is under medico-legal investigation [8]',
  coronerDiscussed: 'The coroner or procurator fiscal was consulted [8]',
  externalFilming: 'Filmed by people from outside [25]',
  bodiesInformed: 'The bodies that answer for the patients were informed [25]',
};

interface ClassificationFormProps {
  readonly draft: Draft;
  readonly kinds: readonly Kind[];
  readonly onChange: (draft: Draft) => void;
}

/** Class, purpose, circumstances, day and patients, and only those further fields that the class needs. */
export function ClassificationForm({ draft, kinds, onChange }: ClassificationFormProps) {
  const may = useMay();
  const change = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  const fault = draftFault(draft, kinds);
  const { madeOn, madeUntil } = draft;
  const made = useMemo(() => ({ earliest: madeOn, latest: madeUntil ?? madeOn }), [madeOn, madeUntil]);
  return (
    <Stack gap="sm">
      {may('subject.find') && (
        <SubjectPicker
          label="Who is recorded"
          chosen={draft.subjects}
          onChange={(subjects) => change({ subjects })}
        />
      )}
      <Group grow align="flex-start">
        <OpenChoiceField
          label="Category"
          data={choices(categoryNames)}
          value={draft.category}
          onChange={(category) => change({ category })}
        />
        <OpenChoiceField
          label="Made for"
          data={choices(useNames)}
          value={draft.madeFor}
          onChange={(madeFor) => change({ madeFor })}
        />
      </Group>
      <OpenChoiceField
        label="Circumstances"
        data={choices(circumstanceNames)}
        value={draft.circumstances}
        onChange={(circumstances) => change({ circumstances })}
      />
      <Group grow align="flex-start">
        <SpanField
          label="Date made"
          description="A day, or “about 1990”, or “1990s”"
          value={made}
          onChange={({ earliest, latest }) =>
            change({ madeOn: earliest, madeUntil: latest === earliest ? null : latest })
          }
        />
        <DayField
          label="At the latest"
          description="Where the day is not certain"
          value={draft.madeUntil}
          onChange={(madeUntil) => change({ madeUntil })}
        />
      </Group>
      {draft.madeFor === 'care' && (
        <OpenChoiceField
          label="Kind of health record"
          description="Schedules keep some kinds for longer"
          data={choices(recordKindNames)}
          value={draft.records}
          onChange={(records) => change({ records })}
        />
      )}
      {fieldsFor(classOf(draft, kinds)).map((field) => (
        <Checkbox
          key={field}
          label={fieldWords[field]}
          checked={draft.facts[field]}
          onChange={({ currentTarget }) =>
            change({ facts: { ...draft.facts, [field]: currentTarget.checked } })
          }
        />
      ))}
      {draft.circumstances === 'covert' && (
        <Notice tone="needs">
          It is sealed at once [11]: nobody finds it any more, and you neither. You see that it is there under
          Consent, Sealed, and open it with a second person. To take this back takes the second person too.
        </Notice>
      )}
      {fault && <Notice tone="needs">{fault}</Notice>}
    </Stack>
  );
}
