import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { Go, useGo, useIdInPlace } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { blankEntry, entryOf } from './entry-draft.ts';
import { EntryForm } from './entry-form.tsx';
import { type FormShown, purposeNames, stateNames } from './form-words.ts';
import classes from './forms.module.css';
import { HandOverDialog } from './hand-over-dialog.tsx';

function Scan({ scan, name }: { readonly scan: Id; readonly name: string }) {
  const opened = useAsk('form.openScan', { scan }, { fresh: true });
  const { url, type } = opened.data ?? {};
  return (
    <>
      <Failure error={opened.error} />
      {url && type?.startsWith('image/') && <img src={url} alt={name} className={classes.scan} />}
      {url && type === 'application/pdf' && (
        <iframe src={url} title={name} className={`${classes.scan} ${classes.document}`} />
      )}
    </>
  );
}

function Paper({ form }: { readonly form: FormShown }) {
  return (
    <section aria-labelledby="paper" className={classes.paper}>
      <Title order={2} id="paper">
        The signed form
      </Title>
      <Stack gap="sm">
        {form.scans.map(({ id, pages }, index) => (
          <Scan
            key={id}
            scan={id}
            name={`Scan ${index + 1} of ${form.number}${pages.length > 0 ? `, page ${pages.join(' and ')}` : ''}`}
          />
        ))}
      </Stack>
    </section>
  );
}

function Enter({ form }: { readonly form: FormShown }) {
  const go = useGo();
  const enter = useAct('form.enter');
  // What was answered on the screen stands in the questions already; it is entered when a person has looked at it.
  const [draft, setDraft] = useState(() => form.entry ?? blankEntry());
  const entry = entryOf(form.template, draft);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!entry) return;
    enter.mutate(
      { form: form.id, entry },
      {
        onSuccess: ({ agreements, refused }) => {
          const numbers = agreements.map(({ number }) => number).join(' and ');
          say(refused ? `The refusal is entered as ${numbers}.` : `${form.number} is entered as ${numbers}.`);
          go(places.forms);
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <EntryForm form={form} draft={draft} onChange={setDraft} />
        <Text c="dimmed">
          What was answered no ends at once what an earlier agreement allowed of it. Undo does not reach this:
          what is wrong is put right at the agreement.
        </Text>
        <Failure error={enter.error} />
        <Group gap="sm">
          <Button type="submit" loading={enter.isPending} disabled={entry === null}>
            Enter the form
          </Button>
          {entry === null && <Text c="dimmed">Every question and the date of signing are needed.</Text>}
        </Group>
      </Stack>
    </form>
  );
}

function FormFacts({ form }: { readonly form: FormShown }) {
  return (
    <Facts
      facts={[
        { name: 'About', value: `${purposeNames[form.purpose]}, wording ${form.version}` },
        ...(form.publication ? [{ name: 'Publication', value: form.publication }] : []),
        {
          name: 'Patient',
          value: <Go to={places.subject(form.subject.id)}>{form.subject.name || form.subject.number}</Go>,
        },
        { name: 'Issued', value: `${dayText(form.issuedAt.slice(0, 10))}, ${form.issuedBy.name}` },
        { name: 'State', value: `${stateNames[form.state]}${form.reason ? `: ${form.reason}` : ''}` },
        ...(form.agreement
          ? [
              {
                name: 'Agreement',
                value: <Go to={places.agreement(form.agreement.id)}>{form.agreement.number}</Go>,
              },
            ]
          : []),
      ]}
    />
  );
}

/** A form that is out comes back on paper, or is answered and signed here. */
function StillOut({ form }: { readonly form: FormShown }) {
  const may = useMay();
  const [handing, setHanding] = useState(false);
  return (
    <Group gap="md">
      <Text>No scan of it is here yet.</Text>
      {may('session.handOver') && (
        <Button onClick={() => setHanding(true)}>Answer and sign on this screen</Button>
      )}
      {handing && (
        <HandOverDialog form={form.id} patient={form.subject.id} onClose={() => setHanding(false)} />
      )}
    </Group>
  );
}

function FormView({ id }: { readonly id: Id }) {
  const may = useMay();
  const shown = useAsk('form.show', { form: id });
  return (
    <Page title={shown.data ? `Form ${shown.data.number}` : 'Form'}>
      <Answered query={shown}>
        {(form) => (
          <Stack gap="md">
            <FormFacts form={form} />
            {form.state === 'out' && <StillOut form={form} />}
            {form.scans.length > 0 && (
              <div className={classes.beside}>
                <Paper form={form} />
                {form.state === 'returned' && may('form.enter') && <Enter form={form} />}
              </div>
            )}
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

/** One form: its scan beside its questions, to be entered by a person. */
export function FormPage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Form">
        <Empty title="No such form" />
      </Page>
    );
  }
  return <FormView key={id} id={id} />;
}
