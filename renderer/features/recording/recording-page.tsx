import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { defineCommands } from '../../parts/commands/registry.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo, useIdInPlace } from '../../parts/go.tsx';
import { StandingMark } from '../../parts/marks.tsx';
import { mayRelease } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import type { Detail } from '../../parts/renditions.ts';
import { meanOne } from '../../parts/selection.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { stateNames } from '../../parts/words.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { AnswerPanel } from './answer-panel.tsx';
import { Circumstances } from './circumstances.tsx';
import { History } from './history.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { Neighbours } from './neighbours.tsx';
import classes from './recording.module.css';
import { RecordingFacts } from './recording-facts.tsx';
import { Renditions } from './renditions.tsx';
import { Viewer } from './viewer.tsx';

const commands = defineCommands(
  { id: 'this-recording', place: 'Recording' },
  { hold: { name: 'Put on hold, or look at the hold', keys: ['h'], needs: 'recording.hold' } },
);

function Actions({ detail }: { readonly detail: Detail }) {
  const may = useMay();
  const go = useGo();
  const { user } = useSession();
  const [holding, setHolding] = useState(false);
  const recordings = [detail.id];
  const active = detail.state === 'active';
  useCommands(commands, { hold: () => setHolding(true) });
  return (
    <>
      {may('recording.classify') && active && (
        <Button variant="default" onClick={() => beginAct({ kind: 'classify', recordings })}>
          Classify
        </Button>
      )}
      {may('agreement.create') && active && (
        <Button variant="default" onClick={() => go(places.newAgreement)}>
          New agreement
        </Button>
      )}
      {may('recording.hold') && (
        <Button variant="default" onClick={() => setHolding(true)}>
          {detail.hold ? 'Look at the hold' : 'Put on hold'}
        </Button>
      )}
      {may('disclosure.propose') && (
        <Button variant="default" onClick={() => beginAct({ kind: 'disclose', recordings })}>
          Disclose
        </Button>
      )}
      {may('erasure.propose') && (
        <Button variant="default" onClick={() => beginAct({ kind: 'erase', recordings })}>
          Propose erasure
        </Button>
      )}
      {active && mayRelease(user.role) && (
        <Button onClick={() => beginAct({ kind: 'release', recordings })}>Release</Button>
      )}
      {holding && <HoldDialog detail={detail} onClose={() => setHolding(false)} />}
    </>
  );
}

/** What stands in the way of any use, before anything else is said. */
function StateNotice({ detail }: { readonly detail: Detail }) {
  const may = useMay();
  if (detail.state === 'quarantined') {
    return (
      <Notice tone="grave" title="This recording is in quarantine">
        It may not be used for anything until somebody has decided what becomes of it.
      </Notice>
    );
  }
  if (detail.state !== 'active') {
    return (
      <Notice tone="grave" title={`This recording is ${stateNames[detail.state].toLowerCase()}`}>
        Nobody can open or bring back what it showed. That it was here, and why it went, stays in the trail.
      </Notice>
    );
  }
  if (!detail.classification.category || !detail.classification.madeFor) {
    return (
      <Notice tone="needs" title="Nobody has said yet what this is">
        Until it is classified it may be used for nothing.
        {may('recording.classify') && ' Choose Classify above.'}
      </Notice>
    );
  }
  return null;
}

function RecordingView({ id }: { readonly id: Id }) {
  const shown = useAsk('recording.show', { recording: id });
  const detail = shown.data;
  useEffect(() => meanOne(id), [id]);
  return (
    <Page
      wide
      title={detail ? `Recording ${detail.number}` : 'Recording'}
      mark={
        <>
          {detail && <StandingMark standing={detail.standing} />}
          <Neighbours id={id} />
        </>
      }
      actions={detail && <Actions detail={detail} />}
    >
      <Answered query={shown}>
        {(data) => (
          <div className={classes.columns}>
            <div className={classes.column}>
              <StateNotice detail={data} />
              <Viewer detail={data} />
              <Renditions detail={data} />
            </div>
            <div className={classes.column}>
              <AnswerPanel detail={data} />
              <RecordingFacts detail={data} />
              <Circumstances detail={data} />
              <History recording={id} />
            </div>
          </div>
        )}
      </Answered>
    </Page>
  );
}

/** All that is known of one recording, and what may be done with it. */
export function RecordingPage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Recording">
        <Empty title="No such recording" />
      </Page>
    );
  }
  return <RecordingView key={id} id={id} />;
}
