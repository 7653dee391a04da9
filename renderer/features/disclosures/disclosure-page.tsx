import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { useIdInPlace } from '../../parts/go.tsx';
import { useMay } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { ConfirmDialog, EndDialog, GiveDialog, RecordLink, ReviewDialog } from './disclosure-acts.tsx';
import { DisclosureView, type Whole } from './disclosure-view.tsx';

const dialogs = { confirm: ConfirmDialog, end: EndDialog, give: GiveDialog, review: ReviewDialog } as const;
type Doing = keyof typeof dialogs;

const names = (whole: Whole): Readonly<Record<Doing, string>> => ({
  confirm: 'Confirm',
  give: 'Write the copies',
  review: 'Look back at it',
  end: whole.standing === 'inForce' ? 'End it now' : 'Do not disclose',
});

const order: readonly Doing[] = ['end', 'confirm', 'give', 'review'];

function Actions({ whole }: { readonly whole: Whole }) {
  const may = useMay();
  const [doing, setDoing] = useState<Doing | null>(null);
  const Chosen = doing && dialogs[doing];
  return (
    <>
      {may('disclosure.print') && <RecordLink whole={whole} />}
      {order
        .filter((each) => whole.may[each])
        .map((each) => (
          <Button key={each} variant={each === 'end' ? 'default' : 'filled'} onClick={() => setDoing(each)}>
            {names(whole)[each]}
          </Button>
        ))}
      {Chosen && <Chosen whole={whole} onClose={() => setDoing(null)} />}
    </>
  );
}

/** How often it is asked whether one that is in force still is. */
const everyMs = 10_000;

function ShownDisclosure({ id }: { readonly id: Id }) {
  const [open, setOpen] = useState(false);
  // No event tells that its time is over: what is being looked at goes from the screen soon after.
  const asked = useAsk('disclosure.show', { disclosure: id }, open ? { every: everyMs } : {});
  const whole = asked.data;
  const inForce = whole?.standing === 'inForce';
  useEffect(() => setOpen(inForce), [inForce]);
  return (
    <Page
      title={whole ? `Disclosure ${whole.number}` : 'Disclosure'}
      actions={whole && <Actions whole={whole} />}
    >
      {asked.error?.code === 'not-found' ? (
        <Empty title="No such disclosure" />
      ) : (
        <Answered query={asked}>{(data) => <DisclosureView whole={data} />}</Answered>
      )}
    </Page>
  );
}

/** One disclosure: what is to be shown or given, to whom, why, and what may be done with it now. */
export function DisclosurePage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Disclosure">
        <Empty title="No such disclosure" />
      </Page>
    );
  }
  return <ShownDisclosure key={id} id={id} />;
}
