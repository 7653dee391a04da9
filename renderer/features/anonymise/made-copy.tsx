import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { FindingsTable } from '../../parts/findings-table.tsx';
import type { Way } from '../../parts/opening.ts';
import { useMay } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import classes from './anonymise.module.css';
import { SignOffSheet } from './sign-off-sheet.tsx';

export type Made = Output<'anonymise.make'>;
type Rendition = Made['rendition'];

function Verification({ rendition }: { readonly rendition: Rendition }) {
  const { verification } = rendition;
  if (!verification) return <Notice tone="needs">The copy has not been read back yet.</Notice>;
  if (!verification.verified || verification.residual.length > 0) {
    return (
      <Notice tone="needs" title="Something is left in the copy">
        <List size="sm">
          {verification.residual.map((what) => (
            <List.Item key={what}>{what}</List.Item>
          ))}
        </List>
      </Notice>
    );
  }
  return (
    <Notice tone="fine" icon={<IconCheck size={18} />} title="Read back and checked">
      <Text>Nothing that identifies the patient is left in the file.</Text>
      {verification.toLookAt.length > 0 && (
        <>
          <Text>Please look at these yourself:</Text>
          <List size="sm">
            {verification.toLookAt.map((what) => (
              <List.Item key={what}>{what}</List.Item>
            ))}
          </List>
        </>
      )}
    </Notice>
  );
}

interface MadeCopyProps {
  readonly rendition: Rendition;
  readonly findings: Pick<Made, 'findingsBefore' | 'findingsAfter'> | null;
  readonly way: Way;
}

/** Asks first: what is discarded is destroyed with its sign-off. */
function Discard({ rendition, onClose }: { readonly rendition: Rendition; readonly onClose: () => void }) {
  const discard = useAct('anonymise.discard');
  const act = (): void =>
    discard.mutate(
      { rendition: rendition.id },
      {
        onSuccess: () => {
          say('The copy is discarded.');
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} title="Discard the anonymised copy">
      <Stack gap="md">
        <Text>
          The copy is destroyed{rendition.signOff ? ', and its sign-off ends' : ''}. Undo does not reach this.
          The original stays as it is, and another copy can be made of it.
        </Text>
        <Failure error={discard.error} />
        <Group justify="flex-end">
          <Button variant="subtle" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button loading={discard.isPending} onClick={act}>
            Discard the copy
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface ActsProps {
  readonly rendition: Rendition;
  readonly way: Way;
}

function Acts({ rendition, way }: ActsProps) {
  const may = useMay();
  const [open, setOpen] = useState<'signOff' | 'discard' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Group gap="sm">
      {may('anonymise.signOff') && (
        <Button onClick={() => setOpen('signOff')}>
          {rendition.signOff?.valid ? 'Judge again' : 'Sign off'}
        </Button>
      )}
      {may('anonymise.discard') && (
        <Button variant="default" onClick={() => setOpen('discard')}>
          Discard the copy
        </Button>
      )}
      {open === 'signOff' && (
        <SignOffSheet rendition={rendition.id} way={way} onDone={close} onClose={close} />
      )}
      {open === 'discard' && <Discard rendition={rendition} onClose={close} />}
    </Group>
  );
}

interface MadeCopyProps extends ActsProps {
  readonly findings: Pick<Made, 'findingsBefore' | 'findingsAfter'> | null;
}

/** The anonymised copy: what was taken out, whether it reads back clean, and its sign-off. */
export function MadeCopy({ rendition, findings, way }: MadeCopyProps) {
  const { signOff, recipe } = rendition;
  return (
    <section aria-labelledby="copy">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="md" align="baseline">
            <Title order={2} id="copy">
              Anonymised copy
            </Title>
            {recipe && (
              <Text c="dimmed">
                {counted(recipe.clean.removed.length, 'piece of metadata', 'pieces of metadata')} removed,{' '}
                {counted(recipe.regions.length, 'region')} filled
                {recipe.kept && `, cut to ${recipe.kept.w} × ${recipe.kept.h} pixels`}.
              </Text>
            )}
          </Group>
          <Acts rendition={rendition} way={way} />
        </Group>
        {recipe && recipe.notes.length > 0 && (
          <List size="sm">
            {recipe.notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        )}
        <div className={classes.checked}>
          <Verification rendition={rendition} />
          {signOff?.valid && (
            <Notice tone="fine" icon={<IconCheck size={18} />}>
              Signed off by {signOff.by.name}.
            </Notice>
          )}
          {signOff?.awaitsSecond && (
            <Notice tone="needs">
              {signOff.by.name} has looked at it. A second person looks at it next.
            </Notice>
          )}
        </div>
        {findings && (
          <div className={classes.compare}>
            <FindingsTable findings={findings.findingsBefore} caption="Before: the original says" />
            <FindingsTable findings={findings.findingsAfter} caption="After: the copy says" />
          </div>
        )}
      </Stack>
    </section>
  );
}
