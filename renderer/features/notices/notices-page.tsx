import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type NoticeKind, noticeKinds } from '../../../shared/domain/notice/notice.ts';
import { useAsk } from '../../client/queries.ts';
import { ConsentTabs } from '../../parts/consent-tabs.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { useMay, useToday } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { EndNotice, EnterNotice, type Notice } from './notice-dialogs.tsx';
import { noticeKindWords, noticeMeansNames } from './notice-words.ts';

type Doing = { readonly enter: NoticeKind } | { readonly end: Notice };

function periodText({ from, to }: Notice, today: string): string {
  if (to === null) return from > today ? `From ${dayText(from)} on` : `Since ${dayText(from)}`;
  return `${dayText(from)} to ${dayText(to)}`;
}

interface SectionProps {
  readonly kind: NoticeKind;
  readonly notices: readonly Notice[];
  readonly onDo: (doing: Doing) => void;
}

function Section({ kind, notices, onDo }: SectionProps) {
  const may = useMay();
  const today = useToday();
  const { title, paragraph, says, enter } = noticeKindWords[kind];
  return (
    <section aria-labelledby={`notices-${kind}`}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} id={`notices-${kind}`}>
            {title}
          </Title>
          {may('notice.enter') && (
            <Button variant="default" onClick={() => onDo({ enter: kind })}>
              {enter}
            </Button>
          )}
        </Group>
        <Text c="dimmed">
          {says} <Cite paragraph={paragraph} />
        </Text>
        {notices.length === 0 ? (
          <Empty title="Nothing is entered" />
        ) : (
          <Table>
            <TableHead columns={['By which means', 'Where', 'When', 'Entered by', 'What can be done']} />
            <TableRows>
              {notices.map((notice) => (
                <Table.Tr key={notice.id}>
                  <Table.Td valign="top">{noticeMeansNames[notice.means]}</Table.Td>
                  <Table.Td valign="top">{notice.where}</Table.Td>
                  <Table.Td valign="top">{periodText(notice, today)}</Table.Td>
                  <Table.Td valign="top">{notice.by.name}</Table.Td>
                  <Table.Td valign="top">
                    {may('notice.end') && (
                      <Button
                        variant="subtle"
                        aria-label={`Enter its last day: ${notice.where}`}
                        onClick={() => onDo({ end: notice })}
                      >
                        Enter its last day
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </TableRows>
          </Table>
        )}
      </Stack>
    </section>
  );
}

/** The register of how people learn beforehand that they may be recorded [20, 21, 22]. */
export function NoticesPage() {
  const list = useAsk('notice.list', {});
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = (): void => setDoing(null);
  return (
    <Page title="Notices">
      <ConsentTabs />
      <Answered query={list}>
        {({ notices }) => (
          <Stack gap="xl">
            {noticeKinds.map((kind) => (
              <Section
                key={kind}
                kind={kind}
                notices={notices.filter((one) => one.kind === kind)}
                onDo={setDoing}
              />
            ))}
          </Stack>
        )}
      </Answered>
      {doing && 'enter' in doing && <EnterNotice kind={doing.enter} onClose={close} />}
      {doing && 'end' in doing && <EndNotice notice={doing.end} onClose={close} />}
    </Page>
  );
}
