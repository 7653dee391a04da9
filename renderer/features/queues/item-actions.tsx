import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { OperationName, Output } from '../../../shared/contract/contract.ts';
import { isOwedUnplanned, placeToPutRight } from '../../../shared/domain/circumstance/forms.ts';
import type { SettlingAction } from '../../../shared/domain/obligation/obligation.ts';
import { roleMay, whoMay } from '../../client/may.ts';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { settlingNames } from '../../parts/words.ts';
import { CircumstanceDialog, type CircumstanceForm } from './circumstance-dialog.tsx';
import { ErasureReview } from './erasure-review.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import type { QueueItem } from './queue-item.ts';
import { ReplaceDialog } from './replace-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** Where an act is done that is more than a word in the queue. */
type Doing =
  | 'agreement'
  | 'newAgreement'
  | 'bench'
  | 'classify'
  | 'propose'
  | 'approve'
  | 'settle'
  | 'releases'
  | 'patient'
  | 'disclosure'
  | 'hold'
  | 'replace';

type DialogName = 'approve' | 'settle' | 'replace' | 'withdraw' | 'history' | CircumstanceForm;

const doings: Readonly<Record<SettlingAction, Doing>> = {
  askPatient: 'agreement',
  obtainConsent: 'newAgreement',
  renewConsent: 'newAgreement',
  askThemself: 'patient',
  askClose: 'patient',
  appraise: 'settle',
  reviewHold: 'hold',
  proposeErasure: 'propose',
  approveErasure: 'approve',
  recallCopies: 'releases',
  confirmDisclosure: 'disclosure',
  reviewDisclosure: 'disclosure',
  replace: 'replace',
  assess: 'bench',
  putRight: 'classify',
  makeBackup: 'settle',
};

type Disclosure = Output<'disclosure.list'>['disclosures'][number];

/** Whether it is of this disclosure that the item speaks: one that waits, or one that nobody has looked back at. */
const isOwed =
  ({ action }: QueueItem) =>
  ({ decidedBy, standing, review }: Disclosure): boolean =>
    action === 'confirmDisclosure'
      ? standing === 'waiting' || standing === 'lapsed'
      : decidedBy !== null && review === null;

function useDoing(item: QueueItem, open: (dialog: DialogName) => void): () => void {
  const go = useGo();
  const agreements = useAsk('recording.show', { recording: item.recording.id }, { enabled: false });
  const disclosures = useAsk('disclosure.list', { recording: item.recording.id }, { enabled: false });
  return () => {
    const recordings = [item.recording.id];
    selection.set(recordings);
    const doing = doings[item.action];
    switch (doing) {
      case 'agreement': {
        // The agreement on which the answer is recorded is among the recording's own.
        void agreements.refetch().then(({ data }) => {
          const [agreement] = data?.agreements ?? [];
          go(agreement ? places.agreement(agreement.id) : places.newAgreement);
        });
        return;
      }
      case 'patient': {
        // On the patient's own page a new agreement is entered, or what came of asking is noted.
        void agreements.refetch().then(({ data }) => {
          const [patient] = data?.subjects ?? [];
          go(patient ? places.subject(patient.id) : places.newAgreement);
        });
        return;
      }
      case 'newAgreement':
        return go(places.newAgreement);
      case 'bench':
        return go(places.bench(item.recording.id));
      case 'releases':
        return go(places.releases);
      case 'disclosure':
        void disclosures.refetch().then(({ data }) => {
          const waiting = data?.disclosures.find(isOwed(item));
          go(waiting ? places.disclosure(waiting.id) : places.disclosures);
        });
        return;
      case 'hold':
        return go(places.recording(item.recording.id));
      case 'classify': {
        const place = placeToPutRight(item.paragraph);
        if (place === 'notices' || place === 'sealed') return go(places[place]);
        return place ? open(place) : beginAct({ kind: 'classify', recordings });
      }
      case 'propose':
        return beginAct({ kind: 'erase', recordings });
      default:
        return open(doing);
    }
  };
}

/** Who does it, where it is not for this person. */
function ByOthers({ item, needs }: { readonly item: QueueItem; readonly needs: OperationName }) {
  const { role } = useSession().user;
  if (roleMay(role, needs)) return null;
  return (
    <Text c="dimmed" size="xs">
      {settlingNames[item.action]}: by {whoMay(needs)}
    </Text>
  );
}

/** The one button that does the thing, and beside it the way to put it off or settle it in words. */
export function ItemActions({ item }: { readonly item: QueueItem }) {
  const may = useMay();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const act = useDoing(item, setDialog);
  const needs = {
    agreement: 'agreement.record',
    newAgreement: 'agreement.create',
    bench: 'anonymise.signOff',
    classify: 'recording.classify',
    propose: 'erasure.propose',
    approve: 'erasure.approve',
    settle: 'queue.settle',
    releases: 'release.settle',
    patient: 'subject.noteStatus',
    disclosure: 'disclosure.show',
    hold: 'recording.hold',
    replace: 'replacement.take',
  } as const;
  const doing = doings[item.action];
  return (
    <Group gap={6}>
      {may(needs[doing]) && (
        <Button
          variant={doing === 'approve' ? 'filled' : 'default'}
          {...(doing === 'approve' ? { color: 'deep' } : {})}
          aria-label={`${settlingNames[item.action]}: ${item.recording.number}`}
          onClick={act}
        >
          {settlingNames[item.action]}
        </Button>
      )}
      <ByOthers item={item} needs={needs[doing]} />
      {item.state === 'proposed' && may('erasure.withdraw') && (
        <Button
          variant="default"
          aria-label={`Take back the proposal: ${item.recording.number}`}
          onClick={() => setDialog('withdraw')}
        >
          Take back
        </Button>
      )}
      {may('queue.settle') && doing !== 'settle' && (
        <Button
          variant="subtle"
          aria-label={`Otherwise: ${item.recording.number}`}
          onClick={() => setDialog('settle')}
        >
          Otherwise
        </Button>
      )}
      {item.action === 'obtainConsent' && isOwedUnplanned(item.paragraph) && may('circumstance.enter') && (
        <Button
          variant="subtle"
          aria-label={`Attempts: ${item.recording.number}`}
          onClick={() => setDialog('attempt')}
        >
          Attempts
        </Button>
      )}
      {may('queue.history') && (
        <Button
          variant="subtle"
          aria-label={`History: ${item.recording.number}`}
          onClick={() => setDialog('history')}
        >
          History
        </Button>
      )}
      {(dialog === 'attempt' || dialog === 'postMortem' || dialog === 'outsideFilming') && (
        <CircumstanceDialog item={item} form={dialog} onClose={() => setDialog(null)} />
      )}
      {dialog === 'replace' && <ReplaceDialog item={item} onClose={() => setDialog(null)} />}
      {dialog === 'history' && <HistoryDialog item={item} onClose={() => setDialog(null)} />}
      {dialog === 'settle' && <SettleDialog item={item} onClose={() => setDialog(null)} />}
      {dialog === 'withdraw' && <WithdrawDialog item={item} onClose={() => setDialog(null)} />}
      {dialog === 'approve' && <ErasureReview items={[item]} onClose={() => setDialog(null)} />}
    </Group>
  );
}
