import { Checkbox, Textarea } from '@mantine/core';
import type { Terms } from '../../shared/domain/agreement/agreement.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { AgeNotice } from './age-notice.tsx';
import { useSession } from './session.ts';
import classes from './subject-then.module.css';
import { choices, giverNames } from './words.ts';

/** Who may be entered as having agreed: the appointed person exists in Scotland only [3]. */
export function useGivers() {
  const { library } = useSession();
  return choices(giverNames).filter(
    ({ value }) => value !== 'appointedPerson' || library.jurisdiction === 'scotland',
  );
}

type Stated = Pick<Terms, 'subjectThen' | 'capacityNote' | 'capacityWords'>;

interface SubjectThenProps {
  readonly stated: Stated;
  readonly patients: readonly Id[];
  /** The day on which it was agreed. */
  readonly givenOn: Day | null;
  readonly onChange: (part: Partial<Stated>) => void;
}

/** How the patient was when it was agreed, and what a giver other than a capable adult needs to be noted [2, 3]. */
export function SubjectThen({ stated, patients, givenOn, onChange }: SubjectThenProps) {
  const then = stated.subjectThen;
  const set = (part: Partial<Stated['subjectThen']>): void => onChange({ subjectThen: { ...then, ...part } });
  return (
    <>
      <div className={classes.boxes}>
        <Checkbox
          label="The patient was under 16"
          checked={then.under16}
          onChange={({ currentTarget }) => set({ under16: currentTarget.checked })}
        />
        <Checkbox
          label="The patient could decide for themselves"
          checked={then.hasCapacity}
          onChange={({ currentTarget }) => set({ hasCapacity: currentTarget.checked })}
        />
        <Checkbox
          label="The patient had died"
          checked={then.deceased}
          onChange={({ currentTarget }) => set({ deceased: currentTarget.checked })}
        />
      </div>
      {patients.map((patient) => (
        <AgeNotice key={patient} patient={patient} subjectThen={then} givenOn={givenOn} />
      ))}
      {then.under16 && then.hasCapacity && !then.deceased && (
        <Checkbox
          label="What was considered in judging the child’s understanding is noted in the record [2]"
          checked={stated.capacityNote}
          onChange={({ currentTarget }) => onChange({ capacityNote: currentTarget.checked })}
        />
      )}
      {!then.deceased && (then.under16 || !then.hasCapacity) && (
        <Textarea
          label="How it was judged whether the patient could decide"
          description="By whom and when, and where it is written."
          autosize
          minRows={1}
          maxLength={2_000}
          value={stated.capacityWords ?? ''}
          onChange={({ currentTarget }) => onChange({ capacityWords: currentTarget.value })}
        />
      )}
    </>
  );
}
