import { Button, Group, Stack, Text } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { useHandOver } from '../../parts/closed-view/hand-over.ts';
import { useIdInPlace } from '../../parts/go.tsx';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';

type Viewing = Output<'round.viewing'>;

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

/** What will be shown, for staff to look over before the device leaves their hands. */
function Ready({ viewing }: { readonly viewing: Viewing }) {
  const { handOver, isPending, error } = useHandOver();
  const shown = viewing.forms.filter(({ rendition }) => rendition !== null);
  return (
    <Stack gap="md">
      <Missing forms={viewing.forms} />
      {shown.length > 0 && (
        <>
          <Text>
            {counted(shown.length, 'recording')} will be shown:{' '}
            {shown
              .map(
                ({ recording, form }) =>
                  `${recording.number} ${form === 'anonymised' ? 'as its anonymised copy' : 'as it is, which was agreed to'}`,
              )
              .join(', ')}
            .
          </Text>
          <Text>
            The window then holds these and nothing else, until you enter your passphrase. At each the patient
            is asked whether it may be shown in this form; what they say is noted, and you record their answer
            afterwards.
          </Text>
          <Failure error={error} />
          <Group>
            <Button loading={isPending} onClick={() => handOver({ view: 'viewing', agreement: viewing.id })}>
              Hand the device over
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function ViewingOf({ id }: { readonly id: Id }) {
  const viewing = useAsk('round.viewing', { agreement: id }, { fresh: true });
  return (
    <Page title="As it will be shown">
      <Answered query={viewing}>
        {(data) =>
          data.forms.length === 0 ? (
            <Empty title="No recording is tied to this agreement" />
          ) : (
            <Ready viewing={data} />
          )
        }
      </Answered>
    </Page>
  );
}

/** Before the patient sees the recordings in the form in which they will be shown [14c]. */
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
