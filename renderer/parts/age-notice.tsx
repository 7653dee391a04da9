import { ageFault } from '../../shared/domain/agreement/age-then.ts';
import type { Terms } from '../../shared/domain/agreement/agreement.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { useAsk } from '../client/queries.ts';
import { Notice } from '../ui/failure.tsx';

interface AgeNoticeProps {
  readonly patient: Id;
  readonly subjectThen: Terms['subjectThen'];
  readonly givenOn: Day | null;
}

/** Says that what is entered of a patient's age and their date of birth contradict each other. Nothing is changed by it. */
export function AgeNotice({ patient, subjectThen, givenOn }: AgeNoticeProps) {
  const { data } = useAsk('subject.show', { subject: patient });
  const fault = data && givenOn ? ageFault({ subjectThen, givenOn }, data.bornOn) : null;
  return fault && <Notice tone="needs">{fault}</Notice>;
}
