import { Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import { useAct } from '../../client/queries.ts';
import { factsOf } from '../../parts/subject-facts.ts';
import { blankFacts, cleanFacts, factsFit, SubjectFields } from '../../parts/subject-form.tsx';
import { type Picked, type Subject, SubjectPicker } from '../../parts/subject-picker.tsx';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { counted } from '../../ui/amounts.ts';
import { Notice } from '../../ui/failure.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { ChooseRecordings } from './choose-recordings.tsx';
import { correctBack, mergeBack, moveBack, splitBack } from './take-back.ts';

interface PutRightProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

const list = (things: readonly { number: string }[]): string => things.map(({ number }) => number).join(', ');

/** What was decided again because it rested on the wrong link, in one sentence. */
function relinkedText(relinked: Output<'subject.move'>): string {
  const parts = [
    `${counted(relinked.recordings.length, 'recording')} put right`,
    `${counted(relinked.decisions, 'decision')} to be made again`,
    ...(relinked.signOffs.length > 0 ? [`sign-offs no longer valid: ${list(relinked.signOffs)}`] : []),
    ...(relinked.releases.length > 0 ? [`releases to look at: ${list(relinked.releases)}`] : []),
    ...(relinked.agreementsLeft.length > 0
      ? [`agreements that did not follow: ${list(relinked.agreementsLeft)}`]
      : []),
  ];
  return `${parts.join('; ')}.`;
}

const NothingFollows = () => (
  <Notice>
    Agreements never follow by themselves. Every decision, sign-off and release that rested on the old link is
    listed and decided again.
  </Notice>
);

export function ChangeSubject({ subject, onClose }: PutRightProps) {
  const change = useAct('subject.change');
  const sayWithWayBack = useSayWithWayBack();
  const [facts, setFacts] = useState(() => factsOf(subject));
  return (
    <ReasonDialog
      title={`Correct ${subject.number}`}
      label="Why"
      button="Save the correction"
      busy={change.isPending}
      error={change.error}
      blocked={!factsFit(facts)}
      onClose={onClose}
      onSave={(reason) =>
        change.mutate(
          { subject: subject.id, facts: cleanFacts(facts), reason },
          {
            onSuccess: () => {
              void call('subject.show', { subject: subject.id }).then((after) =>
                sayWithWayBack(`${subject.number} is corrected.`, correctBack(subject, after)),
              );
              onClose();
            },
          },
        )
      }
    >
      <SubjectFields facts={facts} onChange={setFacts} />
    </ReasonDialog>
  );
}

export function MoveRecordings({ subject, onClose }: PutRightProps) {
  const move = useAct('subject.move');
  const sayWithWayBack = useSayWithWayBack();
  const [recordings, setRecordings] = useState<readonly Id[]>([]);
  const [to, setTo] = useState<readonly Picked[]>([]);
  const [target] = to;
  return (
    <ReasonDialog
      title={`Move recordings from ${subject.number} to the right patient`}
      label="Why"
      button="Move them"
      busy={move.isPending}
      error={move.error}
      blocked={!target || recordings.length === 0}
      onClose={onClose}
      onSave={(reason) =>
        target &&
        move.mutate(
          { recordings: [...recordings], from: subject.id, to: target.id, reason },
          {
            onSuccess: (relinked) => {
              sayWithWayBack(
                relinkedText(relinked),
                moveBack({ recordings, from: subject.id, to: target.id }),
              );
              onClose();
            },
          },
        )
      }
    >
      <ChooseRecordings subject={subject.id} chosen={recordings} onChange={setRecordings} />
      <SubjectPicker label="The right patient" chosen={to} onChange={setTo} single />
      <NothingFollows />
    </ReasonDialog>
  );
}

export function MergeSubject({ subject, onClose }: PutRightProps) {
  const merge = useAct('subject.merge');
  const sayWithWayBack = useSayWithWayBack();
  const [other, setOther] = useState<readonly Picked[]>([]);
  const [target] = other;
  return (
    <ReasonDialog
      title={`Merge another patient into ${subject.number}`}
      label="Why they are the same person"
      button="Merge them"
      busy={merge.isPending}
      error={merge.error}
      blocked={!target || target.id === subject.id}
      onClose={onClose}
      onSave={(reason) =>
        target &&
        merge.mutate(
          { keep: subject.id, merge: target.id, reason },
          {
            onSuccess: (relinked) => {
              sayWithWayBack(relinkedText(relinked), mergeBack(target));
              onClose();
            },
          },
        )
      }
    >
      <SubjectPicker label="The one that was entered twice" chosen={other} onChange={setOther} single />
      <NothingFollows />
      <Text c="dimmed">
        Undo reaches this until something more is done with either entry. Sign-offs that it ends, and
        agreements that it unties, stay so.
      </Text>
    </ReasonDialog>
  );
}

export function SplitSubject({ subject, onClose }: PutRightProps) {
  const split = useAct('subject.split');
  const sayWithWayBack = useSayWithWayBack();
  const [recordings, setRecordings] = useState<readonly Id[]>([]);
  const [facts, setFacts] = useState(() => blankFacts());
  return (
    <ReasonDialog
      title={`Split ${subject.number} into two patients`}
      label="Why they are two people"
      button="Split them"
      busy={split.isPending}
      error={split.error}
      blocked={recordings.length === 0 || !factsFit(facts)}
      onClose={onClose}
      onSave={(reason) =>
        split.mutate(
          { subject: subject.id, recordings: [...recordings], facts: cleanFacts(facts), reason },
          {
            onSuccess: (relinked) => {
              sayWithWayBack(
                `${relinked.created.number} is made. ${relinkedText(relinked)}`,
                splitBack({ from: subject, made: relinked.created, recordings: recordings.length }),
              );
              onClose();
            },
          },
        )
      }
    >
      <Text fw={600}>Recordings of the other person</Text>
      <ChooseRecordings subject={subject.id} chosen={recordings} onChange={setRecordings} />
      <Text fw={600}>The other person</Text>
      <SubjectFields facts={facts} onChange={setFacts} />
      <NothingFollows />
    </ReasonDialog>
  );
}
