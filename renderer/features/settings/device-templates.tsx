import { Button } from '@mantine/core';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { counted } from '../../ui/amounts.ts';
import { Section } from './section.tsx';

/** What is always covered on a device; the list itself is the one of the anonymising bench. */
export function DeviceTemplates() {
  const templates = useAsk('template.list', {}).data;
  return (
    <Section
      title="Device templates"
      says="What a device always writes in the same place is covered by its template. Each picture is still looked at by a person."
    >
      <Button variant="default" w="fit-content" onClick={() => beginAct({ kind: 'templates' })}>
        {templates ? `Look at ${counted(templates.length, 'template')}` : 'Look at the templates'}
      </Button>
    </Section>
  );
}
