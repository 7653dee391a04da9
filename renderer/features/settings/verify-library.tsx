import { Button, Checkbox, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { counted } from '../../ui/amounts.ts';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Section } from './section.tsx';

function Verdict({ verdict }: { readonly verdict: Output<'library.verify'> }) {
  const { blobs, trailEntries } = verdict.checked;
  if (verdict.sound) {
    return (
      <Notice tone="fine" icon={<IconCheck size={18} />} title="The library is sound">
        {counted(blobs, 'stored file')} and {counted(trailEntries, 'entry', 'entries')} of the trail were
        checked.
      </Notice>
    );
  }
  return (
    <Notice tone="needs" title="Something is wrong">
      {verdict.faults.map(({ where, what, wayForward }) => (
        <Text key={`${where} ${what}`}>
          {where}: {what} <strong>{wayForward}</strong>
        </Text>
      ))}
    </Notice>
  );
}

/** Looks through the library for damage. */
export function VerifyLibrary() {
  const verify = useAct('library.verify');
  const [deep, setDeep] = useState(false);
  return (
    <Section
      title="Soundness of the library"
      says="Checks the database, the stored files, the links between them and the trail."
    >
      <Group>
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate({ deep })}>
          Verify the library
        </Button>
        <Checkbox
          label="Read every stored file through; this takes long"
          checked={deep}
          onChange={({ currentTarget }) => setDeep(currentTarget.checked)}
        />
      </Group>
      <div aria-live="polite">{verify.data && <Verdict verdict={verify.data} />}</div>
      <Failure error={verify.error} />
    </Section>
  );
}
