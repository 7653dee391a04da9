import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../../client/queries.ts';
import { ConsentTabs } from '../../parts/consent-tabs.tsx';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { AgreementsTable } from './agreements-table.tsx';

const limit = 100;

/** All agreements the person may know of. */
export function AgreementsPage() {
  const go = useGo();
  const may = useMay();
  const [offset, setOffset] = useState(0);
  const list = useAsk('agreement.list', { offset, limit }, { keep: true });
  const enter = may('agreement.create') && (
    <Button onClick={() => go(places.newAgreement)}>New agreement</Button>
  );
  return (
    <Page title="Consent" actions={enter}>
      <ConsentTabs />
      <Answered query={list}>
        {({ total, agreements }) =>
          total === 0 ? (
            <Empty title="No agreement is entered yet">
              An agreement says what a patient, or somebody for them, allowed: that a recording is made, and
              what it is used for.
            </Empty>
          ) : (
            <>
              <AgreementsTable agreements={agreements} />
              <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
            </>
          )
        }
      </Answered>
    </Page>
  );
}
