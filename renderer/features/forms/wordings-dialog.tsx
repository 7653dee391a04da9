import { Button, Group, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { type FormPurpose, templateFaults } from '../../../shared/domain/consent-form/template.ts';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useMay } from '../../parts/session.ts';
import { choices, informedNames } from '../../parts/words.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { purposeNames } from './form-words.ts';

type Kept = Output<'form.templates'>[number];
type Template = Kept['template'];

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly fixed: boolean;
  readonly onChange: (value: string) => void;
}

const Wording = ({ label, value, fixed, onChange }: TextProps) => (
  <Textarea
    label={label}
    autosize
    minRows={1}
    readOnly={fixed}
    value={value}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
);

interface WordsProps {
  readonly template: Template;
  readonly fixed: boolean;
  readonly onChange: (template: Template) => void;
}

/** Every sentence of a form. The boxes are no part of it: each question has the same two. */
function Words({ template, fixed, onChange }: WordsProps) {
  const change = (part: Partial<Template>): void => onChange({ ...template, ...part });
  return (
    <>
      <Wording label="Title" value={template.title} fixed={fixed} onChange={(title) => change({ title })} />
      <Wording
        label="Opening"
        value={template.opening.join('\n')}
        fixed={fixed}
        onChange={(text) => change({ opening: text.split('\n') })}
      />
      <Wording
        label="That no is as good an answer as yes"
        value={template.freeChoice}
        fixed={fixed}
        onChange={(freeChoice) => change({ freeChoice })}
      />
      {informedPoints.map((point) => (
        <Wording
          key={point}
          label={informedNames[point]}
          value={template.informed[point]}
          fixed={fixed}
          onChange={(text) => change({ informed: { ...template.informed, [point]: text } })}
        />
      ))}
      {template.questions.map((question, place) => (
        <Wording
          key={question.id}
          label={`Question ${place + 1}`}
          value={question.text}
          fixed={fixed}
          onChange={(text) =>
            change({
              questions: template.questions.map((each, at) => (at === place ? { ...each, text } : each)),
            })
          }
        />
      ))}
    </>
  );
}

function Versions({ versions }: Pick<Kept, 'versions'>) {
  return (
    <section aria-labelledby="versions">
      <Title order={2} id="versions">
        Versions
      </Title>
      <ul>
        {versions.map(({ version, shipped, at, by, reason }) => (
          <li key={version}>
            {version}, {shipped ? 'as Custos came with it' : 'of this library'}
            {at && by && `, ${dayText(at.slice(0, 10))}, ${by.name}`}
            {reason && `: ${reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Edit({ kept, mayChange }: { readonly kept: Kept; readonly mayChange: boolean }) {
  const save = useAct('form.setTemplate');
  const [template, setTemplate] = useState(kept.template);
  const [reason, setReason] = useState('');
  const { purpose } = kept;
  const changed = JSON.stringify(template) !== JSON.stringify(kept.template);
  const faults = changed ? templateFaults(purpose, template) : [];
  const store = (next: Template | null): void =>
    save.mutate(
      { purpose, template: next, reason },
      {
        onSuccess: ({ version }) =>
          say(`Version ${version} is printed from now on. Forms that are out keep theirs.`),
      },
    );
  const given = reason.trim().length >= 3;
  return (
    <Stack gap="sm">
      <Words template={template} fixed={!mayChange} onChange={setTemplate} />
      {faults.map((fault) => (
        <Notice key={fault} tone="needs">
          {fault}
        </Notice>
      ))}
      <Failure error={save.error} />
      {mayChange && (
        <>
          <TextInput
            label="Why"
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Group gap="sm">
            <Button
              loading={save.isPending}
              disabled={!changed || !given || faults.length > 0}
              onClick={() => store(template)}
            >
              Save as a new version
            </Button>
            {kept.versions[0]?.shipped === false && (
              <Button variant="default" disabled={!given} onClick={() => store(null)}>
                Put back the wording that Custos came with
              </Button>
            )}
          </Group>
        </>
      )}
      <Versions versions={kept.versions} />
    </Stack>
  );
}

/** The wording of each form, to be read by all who issue one and changed by governance. */
export function WordingsDialog({ onClose }: { readonly onClose: () => void }) {
  const may = useMay();
  const kept = useAsk('form.templates', {});
  const [purpose, setPurpose] = useState<FormPurpose>('teaching');
  return (
    <Dialog onClose={onClose} size="xl" title="Wordings of consent forms">
      <Stack gap="md">
        <Select
          label="About"
          data={choices(purposeNames)}
          allowDeselect={false}
          value={purpose}
          onChange={(value) => setPurpose((value ?? 'teaching') as FormPurpose)}
        />
        <Text c="dimmed">
          Each question is printed with a box for yes and a box for no, alike in size, and nothing is filled
          in.
        </Text>
        <Answered query={kept}>
          {(all) => {
            const one = all.find((each) => each.purpose === purpose);
            const version = one?.versions[0]?.version;
            return one ? (
              <Edit key={`${purpose} ${version}`} kept={one} mayChange={may('form.setTemplate')} />
            ) : null;
          }}
        </Answered>
      </Stack>
    </Dialog>
  );
}
