import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { AgeNotice } from '../../parts/age-notice.tsx';
import { Go, useIdInPlace } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { afterRecordingNames, giverNames, groundNames, informedNames } from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { useStore } from '../../ui/store.ts';
import { type Agreement, agreedTo } from './agreements-table.tsx';
import classes from './consent.module.css';
import { EventDialog, type EventKind } from './event-dialog.tsx';
import { Scans } from './scans.tsx';
import { hasEnded, UntieDialog } from './untie-dialog.tsx';

const historyWords: Readonly<Record<string, string>> = {
  given: 'Given',
  confirmed: 'Confirmed',
  varied: 'Varied',
  withdrawn: 'Withdrawn',
  notConfirmed: 'Not confirmed',
  asked: 'Tried to ask',
  shown: 'Shown as it will be shown',
};

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');

/** By what right somebody agreed for the patient, and what was seen of it; nothing where it was not entered. */
function authorityFacts({ authority }: Agreement['terms']) {
  if (!authority) return [];
  const { ground, document, reference, seenBy, seenOn } = authority;
  const seen = document
    ? `${[document, reference].filter(Boolean).join(', ')}; seen by ${seenBy}${seenOn ? ` on ${dayText(seenOn)}` : ''}`
    : 'No document was seen';
  return [{ name: 'By what right', value: `${groundNames[ground]}. ${seen}.` }];
}

function TermsFacts({ agreement }: { readonly agreement: Agreement }) {
  const { terms } = agreement;
  const missing = informedPoints
    .filter((point) => !terms.informed[point])
    .map((point) => informedNames[point]);
  const then = [
    terms.subjectThen.deceased ? 'had died' : 'was alive',
    terms.subjectThen.under16 ? 'under 16' : '16 or over',
    terms.subjectThen.hasCapacity ? 'could decide' : 'could not decide',
  ].join(', ');
  return (
    <Facts
      facts={[
        { name: 'Agreed to', value: agreedTo(agreement) },
        {
          name: 'Given by',
          value: [giverNames[terms.givenBy], terms.givenByName].filter(Boolean).join(', '),
        },
        ...authorityFacts(terms),
        { name: 'Given on', value: dayText(terms.givenOn) },
        { name: 'The patient then', value: then },
        ...(terms.capacityWords ? [{ name: 'How that was judged', value: terms.capacityWords }] : []),
        {
          name: 'Form',
          value:
            terms.form === 'written'
              ? 'Written'
              : `Spoken${terms.notedInRecord ? ', noted in the record' : ''}`,
        },
        { name: 'Explained', value: missing.length === 0 ? 'Everything' : `All but: ${missing.join('; ')}` },
        { name: 'Copies allowed', value: yesNo(terms.copiesAllowed) },
        { name: 'May be identifiable', value: yesNo(terms.identifiableAllowed) },
        {
          name: 'Only for',
          value: terms.viewers.length === 0 ? 'No limit by name' : terms.viewers.join(', '),
        },
        { name: 'Keep until', value: terms.keepUntil ? dayText(terms.keepUntil) : 'No last day' },
        { name: 'Since then', value: afterRecordingNames[agreement.afterRecording] },
      ]}
    />
  );
}

function LinkChosen({ agreement }: { readonly agreement: Agreement }) {
  const chosen = useStore(selection);
  const link = useAct('agreement.link');
  const fresh = chosen.filter((id) => !agreement.recordings.some((recording) => recording.id === id));
  if (fresh.length === 0) return null;
  return (
    <Stack gap={4} align="flex-start" mt="xs">
      <Text c="dimmed">
        What was agreed to then holds for them, until they are untied again. Please look at each before.
      </Text>
      <Button
        variant="default"
        loading={link.isPending}
        onClick={() =>
          link.mutate(
            { agreement: agreement.id, subjects: [], recordings: fresh },
            {
              onSuccess: () => say(`${counted(fresh.length, 'recording')} tied to ${agreement.number}.`),
              onError: (error) => say(error.message),
            },
          )
        }
      >
        Tie the chosen recordings to it ({fresh.length})
      </Button>
    </Stack>
  );
}

function Links({ agreement }: { readonly agreement: Agreement }) {
  const may = useMay();
  // From what has ended only those untie who keep the collection.
  const mayUntie = may('agreement.unlink') && (may('queue.settle') || !hasEnded(agreement));
  const [untied, setUntied] = useState<Agreement['recordings'][number] | null>(null);
  return (
    <>
      <section aria-labelledby="patients">
        <Title order={2} id="patients">
          Patients
        </Title>
        {agreement.subjects.map(({ id, number, name }) => (
          <div key={id}>
            <Go to={places.subject(id)}>{name || number}</Go>
          </div>
        ))}
      </section>
      <section aria-labelledby="recordings">
        <Title order={2} id="recordings">
          Recordings
        </Title>
        {agreement.recordings.length === 0 && <Text c="dimmed">None is tied to it yet.</Text>}
        {agreement.recordings.map((recording) => (
          <Group key={recording.id} gap="xs">
            <Go to={places.recording(recording.id)}>{recording.number}</Go>
            {mayUntie && (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`Untie ${recording.number}`}
                onClick={() => setUntied(recording)}
              >
                Untie
              </Button>
            )}
          </Group>
        ))}
        {untied && <UntieDialog agreement={agreement} recording={untied} onClose={() => setUntied(null)} />}
        {may('agreement.link') && <LinkChosen agreement={agreement} />}
      </section>
    </>
  );
}

function History({ agreement }: { readonly agreement: Agreement }) {
  const { library } = useSession();
  return (
    <section aria-labelledby="history" data-zone={library.zone}>
      <Title order={2} id="history">
        History
      </Title>
      <ol>
        {agreement.history.map(({ at, by, on, kind, note }) => (
          <li key={at}>
            {historyWords[kind] ?? kind} on {dayText(on)}
            {by && `, entered by ${by.name}`}
            {note && `: ${note}`}
          </li>
        ))}
      </ol>
    </section>
  );
}

const events: readonly { kind: EventKind; label: string }[] = [
  { kind: 'confirmed', label: 'Confirmed' },
  { kind: 'varied', label: 'Varied' },
  { kind: 'notConfirmed', label: 'Not confirmed' },
  { kind: 'withdrawn', label: 'Withdrawn' },
];

function AgreementView({ id }: { readonly id: Id }) {
  const may = useMay();
  const shown = useAsk('agreement.show', { agreement: id });
  const [event, setEvent] = useState<EventKind | null>(null);
  const agreement = shown.data;
  const open = agreement && agreement.afterRecording !== 'withdrawn' && may('agreement.record');
  return (
    <Page
      title={agreement ? `Agreement ${agreement.number}` : 'Agreement'}
      actions={
        open &&
        events.map(({ kind, label }) => (
          <Button key={kind} variant="default" onClick={() => setEvent(kind)}>
            {label}
          </Button>
        ))
      }
    >
      <Answered query={shown}>
        {(data) => (
          <div className={classes.columns}>
            <Stack gap="md">
              <section aria-labelledby="terms">
                <Title order={2} id="terms">
                  Terms
                </Title>
                <TermsFacts agreement={data} />
                {data.subjects.map(({ id }) => (
                  <AgeNotice key={id} patient={id} {...data.terms} />
                ))}
              </section>
              <section aria-labelledby="scans">
                <Title order={2} id="scans">
                  Signed form
                </Title>
                <Scans agreement={data} mayAdd={may('agreement.attach')} />
              </section>
            </Stack>
            <Stack gap="md">
              <Links agreement={data} />
              <History agreement={data} />
            </Stack>
          </div>
        )}
      </Answered>
      {event && agreement && (
        <EventDialog agreement={agreement} kind={event} onClose={() => setEvent(null)} />
      )}
    </Page>
  );
}

/** One agreement: its terms, its history, and what it reaches. */
export function AgreementPage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Agreement">
        <Empty title="No such agreement" />
      </Page>
    );
  }
  return <AgreementView key={id} id={id} />;
}
