import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { type NoticeKind, type NoticeMeans, noticeMeans } from '../../../shared/domain/notice/notice.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { useAct } from '../../client/queries.ts';
import { say } from '../../ui/announce.tsx';
import { dayText } from '../../ui/dates.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { noticeKindWords, noticeMeansNames } from './notice-words.ts';

export type Notice = Output<'notice.list'>['notices'][number];

interface Draft {
  readonly means: NoticeMeans | null;
  readonly where: string;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly note: string;
}

const blank: Draft = { means: null, where: '', from: null, to: null, note: '' };

interface FieldsProps {
  readonly kind: NoticeKind;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function Fields({ kind, draft, change }: FieldsProps) {
  const words = noticeKindWords[kind];
  return (
    <>
      <Select
        label="By which means"
        data={noticeMeans[kind].map((value) => ({ value, label: noticeMeansNames[value] }))}
        value={draft.means}
        onChange={(means) => change({ means: means as NoticeMeans | null })}
      />
      <TextInput
        label={words.where}
        description={words.whereHint}
        value={draft.where}
        onChange={({ currentTarget }) => change({ where: currentTarget.value })}
      />
      <Group grow align="flex-start">
        <DayField
          label="From"
          description="The first day on which it was so"
          value={draft.from}
          onChange={(from) => change({ from })}
        />
        <DayField
          label="To"
          description="Empty while it goes on"
          value={draft.to}
          onChange={(to) => change({ to })}
        />
      </Group>
      <Textarea
        label="What is said, and where that is kept"
        description="The wording, or the file in which it lies"
        autosize
        minRows={2}
        value={draft.note}
        onChange={({ currentTarget }) => change({ note: currentTarget.value })}
      />
    </>
  );
}

/** A line of the register: by which means, where, and from when to when. */
export function EnterNotice({ kind, onClose }: { readonly kind: NoticeKind; readonly onClose: () => void }) {
  const enter = useAct('notice.enter');
  const [draft, setDraft] = useState(blank);
  const { means, where, from, to, note } = draft;
  const fits = means && where.trim() !== '' && from && (to === null || to >= from);
  const save = (): void => {
    if (!means || !from) return;
    enter.mutate(
      { kind, means, where, from, to, note },
      {
        onSuccess: () => {
          say('It is in the register.');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} size="lg" title={noticeKindWords[kind].enter}>
      <Stack gap="md">
        <Fields kind={kind} draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
        <Failure error={enter.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={enter.isPending} disabled={!fits} onClick={save}>
            Enter it
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Its last day, or another one than was given. */
export function EndNotice({ notice, onClose }: { readonly notice: Notice; readonly onClose: () => void }) {
  const end = useAct('notice.end');
  const [to, setTo] = useState<Day | null>(notice.to);
  return (
    <ReasonDialog
      title="The last day of this notice"
      label="Why it ends, or why another day is right"
      button="Save the last day"
      busy={end.isPending}
      error={end.error}
      blocked={to === null || to < notice.from}
      onClose={onClose}
      onSave={(reason) =>
        to &&
        end.mutate(
          { notice: notice.id, to, reason },
          {
            onSuccess: () => {
              say('Its last day is in the register.');
              onClose();
            },
          },
        )
      }
    >
      <Text>
        {noticeMeansNames[notice.means]}, {notice.where}, since {dayText(notice.from)}.
        {notice.kind === 'telephone' && ' Recorded calls are judged anew by it at once.'}
      </Text>
      <DayField label="Last day" description="That day still counts" value={to} onChange={setTo} />
    </ReasonDialog>
  );
}
