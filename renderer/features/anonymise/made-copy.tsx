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

/** The anonymised copy: what was taken out, whether it reads back clean, and its sign-off. */
export function MadeCopy({ rendition, findings, way }: MadeCopyProps) {
  const may = useMay();
  const discard = useAct('anonymise.discard');
  const [signing, setSigning] = useState(false);
  const { signOff, recipe } = rendition;
  return (
    <section aria-labelledby="copy">
      <Stack gap="sm">
        <Title order={2} id="copy">
          Anonymised copy
        </Title>
        {recipe && (
          <Text c="dimmed">
            {counted(recipe.clean.removed.length, 'piece of metadata', 'pieces of metadata')} removed,{' '}
            {counted(recipe.regions.length, 'region')} filled.
          </Text>
        )}
        {recipe && recipe.notes.length > 0 && (
          <List size="sm">
            {recipe.notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        )}
        <Verification rendition={rendition} />
        {signOff?.valid && (
          <Notice tone="fine" icon={<IconCheck size={18} />}>
            Signed off by {signOff.by.name}.
          </Notice>
        )}
        {signOff?.awaitsSecond && (
          <Notice tone="needs">{signOff.by.name} has looked at it. A second person looks at it next.</Notice>
        )}
        <Failure error={discard.error} />
        <Group>
          {may('anonymise.signOff') && (
            <Button onClick={() => setSigning(true)}>{signOff?.valid ? 'Judge again' : 'Sign off'}</Button>
          )}
          {may('anonymise.discard') && (
            <Button
              variant="default"
              loading={discard.isPending}
              onClick={() =>
                discard.mutate(
                  { rendition: rendition.id },
                  { onSuccess: () => say('The copy is discarded.') },
                )
              }
            >
              Discard the copy
            </Button>
          )}
        </Group>
        {findings && (
          <div className={classes.compare}>
            <FindingsTable findings={findings.findingsBefore} caption="Before: the original says" />
            <FindingsTable findings={findings.findingsAfter} caption="After: the copy says" />
          </div>
        )}
        {signing && (
          <SignOffSheet
            rendition={rendition.id}
            way={way}
            onDone={() => setSigning(false)}
            onClose={() => setSigning(false)}
          />
        )}
      </Stack>
    </section>
  );
}
