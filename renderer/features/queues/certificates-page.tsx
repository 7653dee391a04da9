import { Table } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useSession } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';

const limit = 100;

/** The certificates of all erasures. */
export function CertificatesPage() {
  const { library } = useSession();
  const [offset, setOffset] = useState(0);
  const list = useAsk('erasure.certificates', { offset, limit }, { keep: true });
  return (
    <Page title="Certificates of erasure">
      <Answered query={list}>
        {({ total, certificates }) =>
          total === 0 ? (
            <Empty title="Nothing has been erased" />
          ) : (
            <>
              <Table>
                <TableHead columns={['Certificate', 'Recording', 'Erased', 'Why', 'Approved by']} />
                <TableRows>
                  {certificates.map(({ id, number, recording, erasedAt, why, paragraph, approvedBy }) => (
                    <Table.Tr key={id}>
                      <Table.Td>
                        <Go to={places.certificate(id)}>{number}</Go>
                      </Table.Td>
                      <Table.Td>
                        <Mono>{recording.number}</Mono>
                      </Table.Td>
                      <Table.Td>{momentText(erasedAt, library.zone)}</Table.Td>
                      <Table.Td>
                        {why} [{paragraph}]
                      </Table.Td>
                      <Table.Td>{approvedBy.name}</Table.Td>
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
