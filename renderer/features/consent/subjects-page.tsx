import { Button, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { formatIdentifier, identifierNames } from '../../../shared/domain/subject/identifier.ts';
import { useAsk } from '../../client/queries.ts';
import { ConsentTabs } from '../../parts/consent-tabs.tsx';
import { Go, useGo } from '../../parts/go.tsx';
import { Identifier } from '../../parts/identifier.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { SubjectForm } from '../../parts/subject-form.tsx';
import { fullName, type Subject } from '../../parts/subject-picker.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';

function SubjectRow({ subject }: { readonly subject: Subject }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Go to={places.subject(subject.id)}>{subject.number}</Go>
      </Table.Td>
      <Table.Td>{fullName(subject)}</Table.Td>
      <Table.Td>{subject.bornOn ? dayText(subject.bornOn) : 'Not known'}</Table.Td>
      <Table.Td>
        {subject.identifiers.map(({ kind, value }) => (
          <div key={`${kind} ${value}`}>
            {identifierNames[kind]} <Identifier>{formatIdentifier(kind, value)}</Identifier>
          </div>
        ))}
      </Table.Td>
      <Table.Td>{subject.recordings.toLocaleString('en-GB')}</Table.Td>
    </Table.Tr>
  );
}

function Found({ text }: { readonly text: string }) {
  const found = useAsk('subject.find', { text }, { keep: true });
  return (
    <Answered query={found}>
      {(subjects) =>
        subjects.length === 0 ? (
          <Empty title="No patient is found">
            Please try part of the name, or the number without spaces.
          </Empty>
        ) : (
          <Table>
            <TableHead columns={['Patient', 'Name', 'Born', 'Numbers', 'Recordings']} />
            <TableRows>
              {subjects.map((subject) => (
                <SubjectRow key={subject.id} subject={subject} />
              ))}
            </TableRows>
          </Table>
        )
      }
    </Answered>
  );
}

/** Finds patients, or enters a new one. */
export function SubjectsPage() {
  const may = useMay();
  const go = useGo();
  const [text, setText] = useState('');
  const [entering, setEntering] = useState(false);
  const [asked] = useDebouncedValue(text.trim(), 200);
  return (
    <Page
      title="Consent"
      actions={
        may('subject.create') && !entering && <Button onClick={() => setEntering(true)}>New patient</Button>
      }
    >
      <ConsentTabs />
      <Stack gap="md" maw="64rem">
        {entering && (
          <SubjectForm onMade={({ id }) => go(places.subject(id))} onCancel={() => setEntering(false)} />
        )}
        <TextInput
          label="Find a patient"
          description="A name, an NHS, CHI, H&C or hospital number"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        {asked === '' ? (
          <Text c="dimmed">Whoever is found appears here. Nobody is listed unasked.</Text>
        ) : (
          <Found text={asked} />
        )}
      </Stack>
    </Page>
  );
}
