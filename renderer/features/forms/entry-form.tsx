import { Checkbox, Radio, Select, Stack, Textarea, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Ticked } from '../../../shared/domain/consent-form/entry.ts';
import { withPublication } from '../../../shared/domain/consent-form/template.ts';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { AuthorityFields } from '../../parts/authority-fields.tsx';
import { SubjectThen, useGivers } from '../../parts/subject-then.tsx';
import { informedNames } from '../../parts/words.ts';
import { DayField } from '../../ui/day-field.tsx';
import type { EntryDraft } from './entry-draft.ts';
import { type FormShown, tickedNames } from './form-words.ts';
import classes from './forms.module.css';

interface PartProps {
  readonly draft: EntryDraft;
  readonly change: (part: Partial<EntryDraft>) => void;
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <fieldset className={classes.part}>
    <legend>
      <Title order={2} component="span">
        {title}
      </Title>
    </legend>
    <Stack gap="sm">{children}</Stack>
  </fieldset>
);

type Question = FormShown['template']['questions'][number];

function Asked({
  question,
  publication,
  draft,
  change,
}: PartProps & { readonly question: Question; readonly publication: string }) {
  const answer = draft.answers[question.id];
  const other = answer === 'no' || answer === 'blank';
  return (
    <Stack gap={4}>
      <Radio.Group
        label={withPublication(question.text, publication)}
        value={answer ?? null}
        onChange={(value) => change({ answers: { ...draft.answers, [question.id]: value as Ticked } })}
      >
        <div className={classes.boxes}>
          {tickedNames.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </div>
      </Radio.Group>
      {question.asks === 'viewers' && other && (
        <Textarea
          label="Who is named"
          description="One name a line, as written on the form."
          autosize
          minRows={1}
          value={draft.viewers.join('\n')}
          onChange={({ currentTarget }) =>
            change({ viewers: currentTarget.value === '' ? [] : currentTarget.value.split('\n') })
          }
        />
      )}
      {question.asks === 'until' && other && (
        <DayField
          label="The day that is written"
          value={draft.keepUntil}
          onChange={(keepUntil) => change({ keepUntil })}
        />
      )}
    </Stack>
  );
}

type Signer = Pick<
  EntryDraft,
  'givenBy' | 'givenByName' | 'subjectThen' | 'capacityNote' | 'capacityWords' | 'authority' | 'leaflet'
>;

interface SignerProps {
  readonly draft: Signer;
  readonly change: (part: Partial<Signer>) => void;
}

interface AnswersProps extends SignerProps {
  readonly label: string;
  readonly patient: Id;
  readonly on: Day | null;
}

/** Who answers a form, and how the patient is. */
export function WhoAnswers({ draft, change, label, patient, on }: AnswersProps) {
  const givers = useGivers();
  return (
    <>
      <Select
        label={label}
        data={givers}
        allowDeselect={false}
        value={draft.givenBy}
        onChange={(value) =>
          change({ givenBy: (value ?? 'patient') as EntryDraft['givenBy'], authority: null })
        }
      />
      {draft.givenBy !== 'patient' && (
        <TextInput
          label="Their name"
          value={draft.givenByName}
          onChange={({ currentTarget }) => change({ givenByName: currentTarget.value })}
        />
      )}
      <AuthorityFields stated={draft} onChange={change} />
      <SubjectThen stated={draft} patients={[patient]} givenOn={on} onChange={change} />
    </>
  );
}

const WhoSigned = ({ draft, change, patient }: PartProps & { readonly patient: Id }) => (
  <Part title="Who signed, and when">
    <DayField label="Date of signing" value={draft.givenOn} onChange={(givenOn) => change({ givenOn })} />
    <WhoAnswers label="Signed by" patient={patient} on={draft.givenOn} draft={draft} change={change} />
  </Part>
);

const leafletNames = {
  version: 'Leaflet: version',
  language: 'Leaflet: language',
  interpreter: 'Interpreter',
  timeGiven: 'Time given to think it over',
} as const;

/** What goes with a form that is handed over or read [13c]. */
export const LeafletFields = ({ draft, change }: SignerProps) =>
  Object.entries(leafletNames).map(([name, label]) => (
    <TextInput
      key={name}
      label={label}
      value={draft.leaflet[name as keyof typeof leafletNames]}
      onChange={({ currentTarget }) => change({ leaflet: { ...draft.leaflet, [name]: currentTarget.value } })}
    />
  ));

function Explained({ draft, change }: PartProps) {
  return (
    <Part title="What was explained [13]">
      {informedPoints.map((point) => (
        <Checkbox
          key={point}
          label={informedNames[point]}
          checked={draft.informed[point]}
          onChange={({ currentTarget }) =>
            change({ informed: { ...draft.informed, [point]: currentTarget.checked } })
          }
        />
      ))}
      <LeafletFields draft={draft} change={change} />
    </Part>
  );
}

interface EntryFormProps {
  readonly form: FormShown;
  readonly draft: EntryDraft;
  readonly onChange: (draft: EntryDraft) => void;
}

/** The questions of a form as they stand on the paper, each with what is ticked there. */
export function EntryForm({ form, draft, onChange }: EntryFormProps) {
  const change = (part: Partial<EntryDraft>): void => onChange({ ...draft, ...part });
  return (
    <Stack gap="md">
      <Part title="What is ticked">
        {form.template.questions.map((question) => (
          <Asked
            key={question.id}
            question={question}
            publication={form.publication}
            draft={draft}
            change={change}
          />
        ))}
      </Part>
      <WhoSigned patient={form.subject.id} draft={draft} change={change} />
      <Explained draft={draft} change={change} />
    </Stack>
  );
}
