import { Group, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import {
  type DisclosureKind,
  type DisclosureMeans,
  disclosureTable,
  viewingRoles,
} from '../../../shared/domain/disclosure/kinds.ts';
import { basisNames, disclosureNames, meansNames } from '../../../shared/domain/disclosure/words.ts';
import { useAsk } from '../../client/queries.ts';
import { Cite } from '../../parts/guidance.tsx';
import type { Detail } from '../../parts/renditions.ts';
import type { Draft } from './draft.ts';

interface FieldProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

const says: Readonly<Record<DisclosureKind, string>> = {
  preventHarm:
    'Where nothing else protects the patient or somebody else in time. A senior colleague has agreed, and it is open for hours only.',
  requiredByLaw: 'A court has ordered it, or an Act requires it. A wish or a letter alone is neither.',
  patientsCopy: 'The patient, or who acts for them, asks for what was recorded of them.',
  transferOfCare: 'Another provider takes over the care and needs what was recorded for it.',
};

interface KindFieldProps {
  readonly kinds: readonly DisclosureKind[];
  readonly kind: DisclosureKind | null;
  readonly onChoose: (kind: DisclosureKind) => void;
}

export function KindField({ kinds, kind, onChoose }: KindFieldProps) {
  return (
    <Radio.Group label="Why" value={kind} onChange={(value) => onChoose(value as DisclosureKind)}>
      <Stack gap={6} mt={4}>
        {kinds.map((each) => (
          <Radio
            key={each}
            value={each}
            aria-label={disclosureNames[each]}
            label={
              <>
                {disclosureNames[each]} {each === 'preventHarm' && <Cite paragraph="2002:19" />}
              </>
            }
            description={says[each]}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function MeansField({ draft, change }: FieldProps) {
  const { means } = disclosureTable[draft.kind];
  if (means.length < 2) return null;
  return (
    <Radio.Group
      label="How"
      value={draft.means}
      onChange={(value) => change({ means: value as DisclosureMeans, viewer: null })}
    >
      <Stack gap={4} mt={4}>
        {means.map((each) => (
          <Radio key={each} value={each} label={meansNames[each]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function AboutField({
  draft,
  change,
  subjects,
}: FieldProps & { readonly subjects: Detail['subjects'] }) {
  const asked = disclosureTable[draft.kind].aboutOnePatient;
  return (
    <Select
      label="The patient it is about"
      description={
        asked ? 'In every one of the recordings' : 'May be left empty: then everybody in it is checked'
      }
      data={subjects.map(({ id, name, number }) => ({ value: id, label: `${name} (${number})` }))}
      clearable
      value={draft.about}
      onChange={(about) => change({ about: about as Draft['about'] })}
    />
  );
}

function ViewerField({ draft, change }: FieldProps) {
  const users = useAsk('user.list', {});
  const named = (users.data ?? []).filter(
    ({ role, state }) => state === 'active' && viewingRoles.includes(role),
  );
  return (
    <Select
      label="Who is to look"
      description="A clinician, custodian or somebody of governance; nobody else can"
      data={named.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.viewer?.id ?? null}
      onChange={(id) => change({ viewer: named.find((user) => user.id === id) ?? null })}
    />
  );
}

/** Who receives it: somebody here who looks, or a named recipient of copies. */
export function RecipientFields({ draft, change }: FieldProps) {
  if (draft.means === 'view') return <ViewerField draft={draft} change={change} />;
  const { organisation } = disclosureTable[draft.kind].asks;
  return (
    <Group grow align="flex-start">
      <TextInput
        label="To whom"
        description="The person who receives the copies"
        value={draft.recipient}
        onChange={({ currentTarget }) => change({ recipient: currentTarget.value })}
      />
      <TextInput
        label="Organisation"
        description={organisation ? 'The court, force, practice or hospital' : 'May be left empty'}
        value={draft.organisation}
        onChange={({ currentTarget }) => change({ organisation: currentTarget.value })}
      />
    </Group>
  );
}

/** How long it stays open: hours where somebody is in danger, else days. */
export function TimeField({ draft, change }: FieldProps) {
  const { most } = disclosureTable[draft.kind].hours;
  const inDays = draft.kind !== 'preventHarm';
  const unit = inDays ? 24 : 1;
  return (
    <NumberInput
      label={inDays ? 'Open for how many days' : 'Open for how many hours'}
      description={`${most / unit} at most; then it ends by itself`}
      w={260}
      min={1}
      max={most / unit}
      allowDecimal={false}
      value={draft.hours / unit}
      onChange={(value) => change({ hours: Number(value) * unit })}
    />
  );
}

export function GroundFields({ draft, change }: FieldProps) {
  const { senior, basis } = disclosureTable[draft.kind].asks;
  return (
    <>
      {senior && (
        <TextInput
          label="Senior colleague who agreed"
          value={draft.senior}
          onChange={({ currentTarget }) => change({ senior: currentTarget.value })}
        />
      )}
      {basis && (
        <TextInput
          label={basisNames[draft.kind]}
          value={draft.basis}
          onChange={({ currentTarget }) => change({ basis: currentTarget.value })}
        />
      )}
      <TextInput
        label="Reason"
        description="Why it is needed, and why what is chosen is enough and no more"
        value={draft.reason}
        onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
      />
      <Text c="dimmed">
        The reason is kept with the disclosure and read by whoever confirms it and looks back at it. It goes
        when a recording of it is erased.
      </Text>
    </>
  );
}
