import { Checkbox, Group, Radio, Stack, Textarea, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { informedPoints, uses } from '../../../shared/domain/policy/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { AuthorityFields } from '../../parts/authority-fields.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { SubjectThen, useGivers } from '../../parts/subject-then.tsx';
import { informedNames, useNames } from '../../parts/words.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Notice } from '../../ui/failure.tsx';
import classes from './consent.module.css';
import type { Terms, TermsDraft } from './terms-draft.ts';

interface PartProps {
  readonly terms: TermsDraft;
  readonly change: (part: Partial<TermsDraft>) => void;
  /** What stands, where it is narrowed: nothing is offered that goes further. */
  readonly standing?: Terms | undefined;
}

/** A part of the form under its heading. */
export const Part = ({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) => (
  <fieldset className={classes.part}>
    <legend>
      <Title order={2} component="span">
        {title}
      </Title>
    </legend>
    <Stack gap="sm">{children}</Stack>
  </fieldset>
);

function WhatFor({ terms, change, standing }: PartProps) {
  const offered = standing ? uses.filter((use) => standing.uses.includes(use)) : uses;
  return (
    <Part title="What is agreed to">
      {(standing?.toMake ?? true) && (
        <Checkbox
          label="Permission to make the recording"
          checked={terms.toMake}
          onChange={({ currentTarget }) => change({ toMake: currentTarget.checked })}
        />
      )}
      <fieldset className={classes.group}>
        <legend className={classes.hint}>
          Consent to these uses <Cite paragraph="2002:1" />
        </legend>
        <div className={classes.choices}>
          {offered.map((use) => (
            <Checkbox
              key={use}
              label={useNames[use]}
              checked={terms.uses.includes(use)}
              onChange={({ currentTarget }) =>
                change({
                  uses: currentTarget.checked
                    ? [...terms.uses, use]
                    : terms.uses.filter((other) => other !== use),
                })
              }
            />
          ))}
        </div>
      </fieldset>
    </Part>
  );
}

function WhoAndHow({ terms, change, patients }: PartProps & Pick<TermsFormProps, 'patients'>) {
  const givers = useGivers();
  return (
    <Part title="Who agreed, and how">
      <Group grow align="flex-start">
        <ChoiceField
          label="Given by"
          data={givers}
          value={terms.givenBy}
          onChange={(givenBy) => change({ givenBy, authority: null })}
        />
        {terms.givenBy !== 'patient' && (
          <TextInput
            label="Their name"
            value={terms.givenByName}
            onChange={({ currentTarget }) => change({ givenByName: currentTarget.value })}
          />
        )}
        <DayField label="Given on" value={terms.givenOn} onChange={(givenOn) => change({ givenOn })} />
      </Group>
      <AuthorityFields stated={terms} onChange={change} />
      <SubjectThen stated={terms} patients={patients} givenOn={terms.givenOn} onChange={change} />
      <Radio.Group
        label="Form"
        value={terms.form}
        onChange={(value) => change({ form: value as Terms['form'] })}
      >
        <Group mt={4}>
          <Radio value="written" label="Written" />
          <Radio value="oral" label="Spoken" />
        </Group>
      </Radio.Group>
      {terms.form === 'oral' && (
        <>
          <Checkbox
            label="It is noted in the medical record [7]"
            checked={terms.notedInRecord}
            onChange={({ currentTarget }) => change({ notedInRecord: currentTarget.checked })}
          />
          {terms.uses.some((use) => use !== 'care') && (
            <Notice>
              Spoken consent reaches care only. For every other use the guidance asks for consent in writing
              [13].
            </Notice>
          )}
        </>
      )}
    </Part>
  );
}

function Informed({ terms, change }: PartProps) {
  const all = informedPoints.every((point) => terms.informed[point]);
  const some = informedPoints.some((point) => terms.informed[point]);
  return (
    <Part
      title={
        <>
          What was explained <Cite paragraph="2002:13" />
        </>
      }
    >
      <Checkbox
        label="All of these"
        checked={all}
        indeterminate={some && !all}
        onChange={() =>
          change({
            informed: Object.fromEntries(informedPoints.map((point) => [point, !all])) as Terms['informed'],
          })
        }
      />
      <div className={classes.points}>
        {informedPoints.map((point) => (
          <Checkbox
            key={point}
            label={informedNames[point]}
            checked={terms.informed[point]}
            onChange={({ currentTarget }) =>
              change({ informed: { ...terms.informed, [point]: currentTarget.checked } })
            }
          />
        ))}
      </div>
    </Part>
  );
}

function Limits({ terms, change, standing }: PartProps) {
  return (
    <Part
      title={
        <>
          Limits <Cite paragraph="2002:13a" />
        </>
      }
    >
      {(standing?.copiesAllowed ?? true) && (
        <Checkbox
          label="Copies may be made and handed over"
          checked={terms.copiesAllowed}
          onChange={({ currentTarget }) => change({ copiesAllowed: currentTarget.checked })}
        />
      )}
      {(standing?.identifiableAllowed ?? true) && (
        <Checkbox
          label="The patient may be identifiable in it"
          checked={terms.identifiableAllowed}
          onChange={({ currentTarget }) => change({ identifiableAllowed: currentTarget.checked })}
        />
      )}
      <Group grow align="flex-start">
        <Textarea
          label="Only these people may see it"
          description="One name a line. Empty: no limit by name."
          autosize
          minRows={1}
          value={terms.viewers.join('\n')}
          onChange={({ currentTarget }) =>
            change({ viewers: currentTarget.value === '' ? [] : currentTarget.value.split('\n') })
          }
        />
        <DayField
          label="Keep until"
          description="Empty: no last day was agreed."
          value={terms.keepUntil}
          onChange={(keepUntil) => change({ keepUntil })}
        />
      </Group>
    </Part>
  );
}

interface TermsFormProps {
  readonly terms: TermsDraft;
  /** Those who agreed, or for whom it was agreed. */
  readonly patients: readonly Id[];
  readonly onChange: (terms: TermsDraft) => void;
}

/** Every term of an agreement, part by part; a part shows only what the others make needed. */
export function TermsForm({ terms, patients, onChange }: TermsFormProps) {
  const change = (part: Partial<TermsDraft>): void => onChange({ ...terms, ...part });
  const needsInformation = terms.toMake || terms.uses.length > 0;
  return (
    <Stack gap="md">
      <WhatFor terms={terms} change={change} />
      <WhoAndHow terms={terms} patients={patients} change={change} />
      {needsInformation && <Informed terms={terms} change={change} />}
      {terms.uses.length > 0 && <Limits terms={terms} change={change} />}
    </Stack>
  );
}

/** What a variation may change: uses, viewers, copies and the last day, each to less than what stands. */
export function NarrowTermsForm({
  terms,
  onChange,
  standing,
}: Omit<TermsFormProps, 'patients'> & { readonly standing: Terms }) {
  const change = (part: Partial<TermsDraft>): void => onChange({ ...terms, ...part });
  return (
    <Stack gap="md">
      <WhatFor terms={terms} change={change} standing={standing} />
      {terms.uses.length > 0 && <Limits terms={terms} change={change} standing={standing} />}
    </Stack>
  );
}
