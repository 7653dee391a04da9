import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useGo, useIdInPlace } from '../../parts/go.tsx';
import { type Opened, useOpening, type Way, wayFor } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { anonymisedOf, type Detail, originalOf } from '../../parts/renditions.ts';
import { meanOne } from '../../parts/selection.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { Bench } from './bench.tsx';
import { type Made, MadeCopy } from './made-copy.tsx';
import { StreamBench } from './stream-bench.tsx';
import { useBench } from './use-bench.ts';

const anonymising = { kind: 'custody', purpose: 'anonymising' } as const satisfies Way;

interface OriginalProps {
  readonly detail: Detail;
  readonly onMade: (made: Made) => void;
}

/** A photograph with everything that the bench knows of it. */
function Picture({ detail, opened, onMade }: OriginalProps & { readonly opened: Opened }) {
  const bench = useBench(detail.id);
  const make = useAct('anonymise.make');
  return (
    <Answered query={bench}>
      {(answer) => (
        <Bench
          detail={detail}
          bench={answer}
          opened={opened}
          making={make.isPending}
          error={make.error}
          onMake={(treatment) =>
            make.mutate(
              { recording: detail.id, ...treatment },
              {
                onSuccess: (made) => {
                  say('The anonymised copy is made. Please look at it and sign it off.');
                  onMade(made);
                },
              },
            )
          }
        />
      )}
    </Answered>
  );
}

function Original({ detail, onMade }: OriginalProps) {
  const client = useQueryClient();
  const original = originalOf(detail);
  const rendition = original?.id ?? detail.id;
  const { opened, error, retry } = useOpening(rendition, anonymising);
  // What was opened ahead is forgotten on leaving, like everything else that was opened.
  useEffect(
    () => () =>
      client.removeQueries({ queryKey: ['open.custody', { rendition, purpose: anonymising.purpose }] }),
    [client, rendition],
  );
  if (error) return <Failure error={error} onRetry={retry} />;
  if (!opened) return null;
  if (detail.kind !== 'photo') return <StreamBench detail={detail} opened={opened} />;
  return <Picture detail={detail} opened={opened} onMade={onMade} />;
}

function Workplace({ detail }: { readonly detail: Detail }) {
  const may = useMay();
  const { user } = useSession();
  const [made, setMade] = useState<Made | null>(null);
  const way: Way | null = may('anonymise.make') ? anonymising : wayFor(user.role, detail.state);
  const copy = anonymisedOf(detail);
  const findings = made && copy?.id === made.rendition.id ? made : null;
  return (
    <Stack gap="md" flex={1} mih={0}>
      {copy && way && <MadeCopy rendition={copy} findings={findings} way={way} />}
      {may('anonymise.make') && detail.state === 'active' ? (
        <Original detail={detail} onMade={setMade} />
      ) : (
        !copy && <Notice>There is no anonymised copy yet. The custodians of the library make one.</Notice>
      )}
    </Stack>
  );
}

function BenchView({ id }: { readonly id: Id }) {
  const go = useGo();
  const shown = useAsk('recording.show', { recording: id });
  useEffect(() => meanOne(id), [id]);
  const filled = shown.data !== undefined && anonymisedOf(shown.data) === null;
  return (
    <Page
      title={shown.data ? `Anonymise ${shown.data.number}` : 'Anonymise'}
      filled={filled}
      wide
      actions={
        <Button variant="default" onClick={() => go(places.recording(id))}>
          Open the recording
        </Button>
      }
    >
      <Answered query={shown}>{(detail) => <Workplace detail={detail} />}</Answered>
    </Page>
  );
}

/** The bench on which one recording is anonymised. */
export function BenchPage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Anonymise">
        <Empty title="No such recording" />
      </Page>
    );
  }
  return <BenchView key={id} id={id} />;
}
