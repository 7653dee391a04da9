import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { disclosureKinds, disclosureTable } from '../../../shared/domain/disclosure/kinds.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAskAll } from '../../client/queries.ts';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import type { Detail } from '../../parts/renditions.ts';
import { useSession } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { type Draft, faultOf, proposalOf, sharedSubjects, useDraft } from './draft.ts';
import {
  AboutField,
  GroundFields,
  KindField,
  MeansField,
  RecipientFields,
  TimeField,
} from './form-fields.tsx';
import { ScopeItem } from './scope-item.tsx';

interface DiscloseDialogProps {
  readonly recordings: readonly Id[];
  readonly onClose: () => void;
}

interface KindFormProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly details: readonly Detail[];
}

/** What the chosen kind asks for. */
const KindForm = ({ draft, change, details }: KindFormProps) => (
  <>
    <MeansField draft={draft} change={change} />
    <RecipientFields draft={draft} change={change} />
    <AboutField draft={draft} change={change} subjects={sharedSubjects(details)} />
    <GroundFields draft={draft} change={change} />
    <TimeField draft={draft} change={change} />
    <Title order={2}>What is disclosed, and who else is in it</Title>
    {details.map((detail) => (
      <ScopeItem key={detail.id} detail={detail} draft={draft} change={change} />
    ))}
  </>
);

function Form({ details, onClose }: { readonly details: readonly Detail[]; readonly onClose: () => void }) {
  const { role } = useSession().user;
  const go = useGo();
  const propose = useAct('disclosure.propose');
  const kinds = disclosureKinds.filter((kind) => disclosureTable[kind].proposers.includes(role));
  const { draft, change, choose } = useDraft();
  const missing = draft ? faultOf(draft, details) : 'Choose why it is disclosed.';
  const save = (): void => {
    if (!draft) return;
    propose.mutate(proposalOf(draft, details), {
      onSuccess: ({ id, number }) => {
        say(`Disclosure ${number} waits for a second person.`);
        onClose();
        go(places.disclosure(id));
      },
    });
  };
  return (
    <Stack gap="md">
      <Text>
        For what is no use of a recording, and allowed all the same. A second person confirms it, and
        governance looks back at it.
      </Text>
      <KindField kinds={kinds} kind={draft?.kind ?? null} onChoose={choose} />
      {draft && <KindForm draft={draft} change={change} details={details} />}
      <Failure error={propose.error} />
      <Group justify="flex-end">
        <Text c="dimmed" aria-live="polite">
          {missing}
        </Text>
        <Button variant="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={propose.isPending} disabled={missing !== null} onClick={save}>
          Propose the disclosure
        </Button>
      </Group>
    </Stack>
  );
}

/** Proposes to show or give recordings beside their uses [19]: a form for each kind. */
export function DiscloseDialog({ recordings, onClose }: DiscloseDialogProps) {
  const shown = useAskAll(
    'recording.show',
    recordings.map((recording) => ({ recording })),
  );
  const details = shown.flatMap(({ data }) => (data ? [data] : []));
  const error = shown.find((each) => each.error)?.error ?? null;
  return (
    <Dialog onClose={onClose} size="xl" title={`Disclose ${counted(recordings.length, 'recording')}`}>
      {details.length === recordings.length ? (
        <Form details={details} onClose={onClose} />
      ) : error ? (
        <Failure error={error} />
      ) : (
        <Loader size="sm" aria-label="Reading the recordings" />
      )}
    </Dialog>
  );
}
