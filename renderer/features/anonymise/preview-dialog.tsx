import { Loader, Text } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import classes from './anonymise.module.css';
import type { Treatment } from './making.ts';

interface PreviewDialogProps {
  readonly recording: Id;
  readonly treatment: Treatment;
  readonly onClose: () => void;
}

/** The very picture that would be stored: cleaned, filled and verified. */
export function PreviewDialog({ recording, treatment, onClose }: PreviewDialogProps) {
  const regions = treatment.regions.map(({ x, y, w, h }) => ({ x, y, w, h }));
  const preview = useAsk(
    'anonymise.preview',
    { recording, regions, keep: treatment.keep ?? null },
    { fresh: true },
  );
  return (
    <Dialog onClose={onClose} size="90rem" title="Exactly what will be stored">
      <Failure error={preview.error} onRetry={() => void preview.refetch()} />
      <div className={classes.previewed}>
        {preview.isPending && <Loader color="#fff" aria-label="Making the preview" />}
        {preview.data && (
          <img src={preview.data.url} alt="The copy as it would be stored" draggable={false} />
        )}
      </div>
      <Text c="dimmed" mt="xs">
        Nothing is kept of this preview. Esc closes it.
      </Text>
    </Dialog>
  );
}
