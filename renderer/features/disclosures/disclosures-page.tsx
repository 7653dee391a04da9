import { Table, Text } from '@mantine/core';
import { useState } from 'react';
import { disclosureNames, disclosureStandingNames } from '../../../shared/domain/disclosure/words.ts';
import { useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useSession } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';

const limit = 50;

/** Every disclosure that this person may know of, and where it stands. */
export function DisclosuresPage() {
  const { library } = useSession();
  const [offset, setOffset] = useState(0);
  const list = useAsk('disclosure.list', { offset, limit }, { keep: true });
  return (
    <Page title="Disclosures">
      <Answered query={list}>
        {({ total, disclosures }) =>
          total === 0 ? (
            <Empty title="Nothing has been disclosed">
              To disclose a recording outside its uses, open it and choose Disclose, or choose several on the
              page of their patient.
            </Empty>
          ) : (
            <>
              <Table>
                <TableHead columns={['Disclosure', 'Why', 'To', 'What', 'Stands']} />
                <TableRows>
                  {disclosures.map((row) => (
                    <Table.Tr key={row.id}>
                      <Table.Td valign="top">
                        <Go to={places.disclosure(row.id)}>{row.number}</Go>
                        <Text size="xs" c="dimmed">
                          {momentText(row.proposedAt, library.zone)}, {row.proposedBy.name}
                        </Text>
                      </Table.Td>
                      <Table.Td valign="top">{disclosureNames[row.kind]}</Table.Td>
                      <Table.Td valign="top">
                        {row.recipient || 'Name erased'}
                        {row.organisation && <Text c="dimmed">{row.organisation}</Text>}
                      </Table.Td>
                      <Table.Td valign="top">{counted(row.recordings.length, 'recording')}</Table.Td>
                      <Table.Td valign="top">
                        {disclosureStandingNames[row.standing]}
                        {row.endsAt && row.standing === 'inForce' && (
                          <Text c="dimmed">until {momentText(row.endsAt, library.zone)}</Text>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </TableRows>
              </Table>
              <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
            </>
          )
        }
      </Answered>
    </Page>
  );
}
