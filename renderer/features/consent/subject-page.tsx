import { Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { formatIdentifier, identifierNames } from '../../../shared/domain/subject/identifier.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { Go, useIdInPlace } from '../../parts/go.tsx';
import { Identifier } from '../../parts/identifier.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { fullName, type Subject } from '../../parts/subject-picker.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { AgreementsTable } from './agreements-table.tsx';
import { CareTeam } from './care-team.tsx';
import classes from './consent.module.css';
import { NoteStatus } from './note-status.tsx';
import { ChangeSubject, MergeSubject, MoveRecordings, SplitSubject } from './put-right.tsx';
import { SubjectRecordings } from './subject-recordings.tsx';

function SubjectFactsView({ subject }: { readonly subject: Subject }) {
  return (
    <Facts
      facts={[
        { name: 'Name', value: fullName(subject) },
        { name: 'Born', value: subject.bornOn ? dayText(subject.bornOn) : 'Not known' },
        ...(subject.diedOn ? [{ name: 'Died', value: dayText(subject.diedOn) }] : []),
        ...(subject.lastSeenOn ? [{ name: 'Last seen', value: dayText(subject.lastSeenOn) }] : []),
        ...(subject.capacityRegainedOn
          ? [{ name: 'Able to decide again', value: dayText(subject.capacityRegainedOn) }]
          : []),
        ...(subject.statusNotedOn
          ? [{ name: 'Asked after a change', value: `Noted on ${dayText(subject.statusNotedOn)}` }]
          : []),
        ...subject.identifiers.map(({ kind, issuer, value }) => ({
          name: issuer ? `${identifierNames[kind]}, ${issuer}` : identifierNames[kind],
          value: <Identifier>{formatIdentifier(kind, value)}</Identifier>,
        })),
        ...(subject.appointedPerson ? [{ name: 'Appointed person', value: 'Yes' }] : []),
      ]}
    />
  );
}

function Agreements({ subject }: { readonly subject: Id }) {
  const list = useAsk('agreement.list', { subject });
  return (
    <section aria-labelledby="agreements">
      <Title order={2} id="agreements">
        Agreements
      </Title>
      <Answered query={list}>
        {({ total, agreements }) =>
          total === 0 ? <Text c="dimmed">None yet.</Text> : <AgreementsTable agreements={agreements} />
        }
      </Answered>
    </section>
  );
}

const putRight = [
  { kind: 'change', label: 'Correct', Dialog: ChangeSubject },
  { kind: 'move', label: 'Move recordings', Dialog: MoveRecordings },
  { kind: 'merge', label: 'Merge', Dialog: MergeSubject },
  { kind: 'split', label: 'Split', Dialog: SplitSubject },
] as const;

function SubjectView({ id }: { readonly id: Id }) {
  const may = useMay();
  const shown = useAsk('subject.show', { subject: id });
  const [act, setAct] = useState<(typeof putRight)[number]['kind'] | null>(null);
  const [noting, setNoting] = useState(false);
  const subject = shown.data;
  const Dialog = putRight.find(({ kind }) => kind === act)?.Dialog;
  return (
    <Page
      wide
      title={subject ? `Patient ${subject.number}` : 'Patient'}
      actions={
        subject &&
        !subject.mergedInto && (
          <>
            {may('subject.noteStatus') && (
              <Button variant="default" onClick={() => setNoting(true)}>
                Note an answer
              </Button>
            )}
            {may('subject.change') &&
              putRight.map(({ kind, label }) => (
                <Button key={kind} variant="default" onClick={() => setAct(kind)}>
                  {label}
                </Button>
              ))}
          </>
        )
      }
    >
      <Answered query={shown}>
        {(data) => (
          <Stack gap="lg">
            {data.mergedInto && (
              <Notice title="This patient was merged into another">
                <Go to={places.subject(data.mergedInto.id)}>{data.mergedInto.number}</Go> holds the recordings
                now.
              </Notice>
            )}
            <div className={classes.columns}>
              <SubjectFactsView subject={data} />
              <CareTeam subject={data} />
            </div>
            <Agreements subject={id} />
            <SubjectRecordings subject={id} />
          </Stack>
        )}
      </Answered>
      {noting && subject && <NoteStatus subject={subject} onClose={() => setNoting(false)} />}
      {Dialog && subject && <Dialog subject={subject} onClose={() => setAct(null)} />}
    </Page>
  );
}

/** One patient: who they are, who cares for them, what they agreed to, what was recorded. */
export function SubjectPage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Patient">
        <Empty title="No such patient" />
      </Page>
    );
  }
  return <SubjectView key={id} id={id} />;
}
