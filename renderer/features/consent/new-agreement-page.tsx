import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useAct, useAsk } from '../../client/queries.ts';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { useToday } from '../../parts/session.ts';
import { type Picked, SubjectPicker } from '../../parts/subject-picker.tsx';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { useStore } from '../../ui/store.ts';
import classes from './consent.module.css';
import { ScanChooser, useAttachScans } from './scans.tsx';
import { agreementBack } from './take-back.ts';
import { blankTerms, termsFault, termsOf } from './terms-draft.ts';
import { Part, TermsForm } from './terms-form.tsx';

/** The patients of the chosen recording, so that they need not be looked up again. */
function useSubjectsOfChoice(): readonly Picked[] | null {
  const recordings = useStore(selection);
  const [first] = recordings;
  const shown = useAsk('recording.show', first ? { recording: first } : { recording: '' as never }, {
    enabled: recordings.length === 1,
  });
  return shown.data?.subjects ?? null;
}

/** Enters an agreement for the chosen recordings, or for recordings still to be made. */
export function NewAgreementPage() {
  const go = useGo();
  const today = useToday();
  const recordings = useStore(selection);
  const known = useSubjectsOfChoice();
  const create = useAct('agreement.create');
  const attach = useAttachScans();
  const sayWithWayBack = useSayWithWayBack();
  const [subjects, setSubjects] = useState<readonly Picked[] | null>(null);
  const [terms, setTerms] = useState(() => blankTerms(today));
  const [scans, setScans] = useState<readonly File[]>([]);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    if (known && known.length > 0) setSubjects((chosen) => chosen ?? known);
  }, [known]);
  const chosen = subjects ?? [];
  const fault = termsFault(terms);

  const save = async (): Promise<void> => {
    const agreed = termsOf(terms);
    if (!agreed) return;
    const made = await create.mutateAsync({
      terms: agreed,
      subjects: chosen.map(({ id }) => id),
      recordings: [...recordings],
    });
    const saved = `Agreement ${made.number} is saved.`;
    if (scans.length === 0) sayWithWayBack(saved, agreementBack(made));
    else say(saved);
    go(places.agreement(made.id));
    await attach(made.id, scans);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setError(null);
    save().catch(setError);
  };
  return (
    <Page title="New agreement">
      <form onSubmit={submit} className={classes.form}>
        <Stack gap="md">
          <Text c="dimmed">
            {recordings.length === 0
              ? 'For recordings still to be made. To tie it to recordings that exist, choose them in the library first.'
              : `For ${counted(recordings.length, 'chosen recording')}.`}
          </Text>
          <Part title="Patients">
            <SubjectPicker label="Who agreed, or was agreed for" chosen={chosen} onChange={setSubjects} />
          </Part>
          <TermsForm terms={terms} patients={chosen.map(({ id }) => id)} onChange={setTerms} />
          <Part title="Signed form">
            <ScanChooser scans={scans} onChange={setScans} />
          </Part>
          {fault && <Notice tone="needs">{fault}</Notice>}
          <Text c="dimmed">
            Undo reaches an agreement without a signed form until something more is done with it or somebody
            uses what it permits. After that, what is wrong is put right by recording that it was varied or
            withdrawn, and both stay.
          </Text>
          <Failure error={error} />
          <Group>
            <Button type="submit" loading={create.isPending} disabled={chosen.length === 0 || fault !== null}>
              Save the agreement
            </Button>
            {chosen.length === 0 && <Text c="dimmed">Please choose the patient first.</Text>}
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
