import type { BackupWarning as Warning } from '../../../../shared/domain/backup/plan.ts';
import { useAsk } from '../../../client/queries.ts';
import { Notice } from '../../../ui/failure.tsx';

const words: Readonly<Record<Warning, { readonly title: string; readonly says: string }>> = {
  never: {
    title: 'No backup has been made yet',
    says: 'If this disk fails, every recording in the library is lost. Please make a backup on another disk, or say below when one is to be made.',
  },
  failed: {
    title: 'The last backup could not be made',
    says: 'The table below says why. Custos tries again in an hour while it is open and unlocked.',
  },
  overdue: {
    title: 'The backup is overdue',
    says: 'It was missed more than once. Backups are made while Custos is open and unlocked: please leave it open at that time, choose another time, or make one now.',
  },
  unplanned: {
    title: 'The last backup is more than a week old',
    says: 'What was taken in since then is in this library alone. Please make a backup, or say below when one is to be made.',
  },
};

/** What there is to worry about; nothing where all is well. */
export function BackupWarning() {
  const warning = useAsk('backup.plan', {}).data?.warning;
  return (
    <div role="status">
      {warning && (
        <Notice tone="needs" title={words[warning].title}>
          {words[warning].says}
        </Notice>
      )}
    </div>
  );
}
