import { Text } from '@mantine/core';
import { useAct } from '../../client/queries.ts';
import { Cite } from '../../parts/guidance.tsx';
import type { Subject } from '../../parts/subject-picker.tsx';
import { say } from '../../ui/announce.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

interface NoteStatusProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

/** What came of asking after the patient's status changed, where no new agreement says it. */
export function NoteStatus({ subject, onClose }: NoteStatusProps) {
  const note = useAct('subject.noteStatus');
  return (
    <ReasonDialog
      title={`What came of asking: ${subject.number}`}
      label="Who was asked, on which day, and what they said; or why nobody can be asked"
      button="Save the note"
      busy={note.isPending}
      error={note.error}
      onClose={onClose}
      onSave={(text) =>
        note.mutate(
          { subject: subject.id, note: text },
          {
            onSuccess: () => {
              say(`The answer of ${subject.number} is noted.`);
              onClose();
            },
          },
        )
      }
    >
      <Text>
        A patient who turns 16 or can decide again is asked themself <Cite paragraph="2002:2" />{' '}
        <Cite paragraph="2002:3" />; after a death those who were close are <Cite paragraph="2002:8" />. A new
        agreement, or a withdrawal, says more than a note: enter one where there is an answer. The note
        settles what was owed and changes nothing that may be used.
      </Text>
    </ReasonDialog>
  );
}
