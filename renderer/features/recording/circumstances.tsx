import { Button, Group, Stack, Title } from '@mantine/core';
import {
  type CircumstanceForm,
  circumstanceForms,
  formFault,
} from '../../../shared/domain/circumstance/forms.ts';
import { useAsk } from '../../client/queries.ts';
import { Deadline, EnteredBefore } from '../../parts/circumstance-log.tsx';
import { useGo } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { places } from '../../parts/places.ts';
import type { Detail } from '../../parts/renditions.ts';
import { useMay } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';

const words: Readonly<Record<CircumstanceForm, { readonly title: string; readonly paragraph: string }>> = {
  attempt: { title: 'Attempts to reach the patient', paragraph: '2002:17' },
  postMortem: { title: 'Who was consulted about the death', paragraph: '2002:8' },
  outsideFilming: { title: 'Filming by people from outside', paragraph: '2002:25' },
};

interface CircumstanceProps {
  readonly recording: Detail['id'];
  readonly form: CircumstanceForm;
}

function Circumstance({ recording, form }: CircumstanceProps) {
  const go = useGo();
  const known = useAsk('circumstance.list', { recording });
  const { title, paragraph } = words[form];
  return (
    <section aria-labelledby={`circumstance-${form}`}>
      <Stack gap="xs">
        <Title order={2} id={`circumstance-${form}`}>
          {title} <Cite paragraph={paragraph} />
        </Title>
        <Answered query={known}>
          {(found) => (
            <>
              {form === 'attempt' && <Deadline {...found} />}
              <EnteredBefore entries={found.entries.filter((entry) => entry.form === form)} />
              {form === 'attempt' && found.settleBy && (
                <Group>
                  <Button variant="default" onClick={() => go(places.queues)}>
                    Open the queues
                  </Button>
                </Group>
              )}
            </>
          )}
        </Answered>
      </Stack>
    </section>
  );
}

/** What was entered about the special circumstances of a recording, for those who enter it. */
export function Circumstances({ detail }: { readonly detail: Detail }) {
  const may = useMay();
  if (!may('circumstance.list')) return null;
  return circumstanceForms
    .filter((form) => formFault(form, detail.classification) === null)
    .map((form) => <Circumstance key={form} recording={detail.id} form={form} />);
}
