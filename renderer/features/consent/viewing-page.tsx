import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useGo, useIdInPlace } from '../../parts/go.tsx';
import { MediaView } from '../../parts/media-view.tsx';
import { useOpening } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { useToday } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';

type Viewing = Output<'round.viewing'>;
type Shown = Viewing['forms'][number] & { readonly rendition: Id };

function OneForm({ form, onSeen }: { readonly form: Shown; readonly onSeen: (rendition: Id) => void }) {
  const { opened, error } = useOpening(form.rendition, { kind: 'custody', purpose: 'consentWork' });
  const [told, setTold] = useState(false);
  if (opened && !told) {
    setTold(true);
    onSeen(form.rendition);
  }
  if (error) return <Failure error={error} />;
  return opened && <MediaView opened={opened} label={`${form.recording.number} as it will be shown`} />;
}

function Missing({ forms }: { readonly forms: Viewing['forms'] }) {
  const missing = forms.filter(({ form }) => form === 'none');
  if (missing.length === 0) return null;
  return (
    <Notice tone="needs" title={`${counted(missing.length, 'recording')} cannot be shown yet`}>
      {missing.map(({ recording }) => recording.number).join(', ')}: there is no anonymised copy that is
      signed off, and the patient has not agreed to be identifiable. What will be shown has to be made first.
    </Notice>
  );
}

/** One after the other, as large as the page, and nothing beside them that the patient has no business with. */
function Session({ viewing }: { readonly viewing: Viewing }) {
  const go = useGo();
  const today = useToday() as Day;
  const enter = useAct('round.shown');
  const [at, setAt] = useState(0);
  const [seen, setSeen] = useState<readonly Id[]>([]);
  const shown = viewing.forms.filter((form): form is Shown => form.rendition !== null);
  const form = shown[at];
  const done = (): void =>
    enter.mutate(
      { agreement: viewing.id, on: today, renditions: [...seen], note: '' },
      {
        onSuccess: () => {
          say('It is entered that they were shown. Please record what the patient says.');
          go(places.agreement(viewing.id));
        },
      },
    );
  return (
    <Stack gap="md" h="100%">
      <Missing forms={viewing.forms} />
      {form && (
        <>
          <Group justify="space-between">
            <Text>
              {at + 1} of {shown.length}:{' '}
              {form.form === 'anonymised' ? 'the anonymised copy' : 'as it is, which was agreed to'}
            </Text>
            <Group gap="sm">
              <Button variant="default" disabled={at === 0} onClick={() => setAt(at - 1)}>
                One before
              </Button>
              <Button variant="default" disabled={at + 1 >= shown.length} onClick={() => setAt(at + 1)}>
                Next
              </Button>
              <Button loading={enter.isPending} disabled={seen.length < shown.length} onClick={done}>
                They have seen it
              </Button>
            </Group>
          </Group>
          <OneForm
            key={form.rendition}
            form={form}
            onSeen={(rendition) => setSeen((before) => [...new Set([...before, rendition])])}
          />
        </>
      )}
      <Failure error={enter.error} />
    </Stack>
  );
}

function ViewingOf({ id }: { readonly id: Id }) {
  const viewing = useAsk('round.viewing', { agreement: id }, { fresh: true });
  return (
    <Page title="As it will be shown" wide>
      <Answered query={viewing}>
        {(data) =>
          data.forms.length === 0 ? (
            <Empty title="No recording is tied to this agreement" />
          ) : (
            <Session viewing={data} />
          )
        }
      </Answered>
    </Page>
  );
}

/** A session in which the patient sees the recordings in the form in which they will be shown [14c]. */
export function ViewingPage() {
  const id = useIdInPlace();
  return id ? (
    <ViewingOf key={id} id={id} />
  ) : (
    <Page title="As it will be shown">
      <Empty title="No such agreement" />
    </Page>
  );
}
