import { Button, Stack, Text, Title } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { MediaView } from '../../parts/media-view.tsx';
import type { Opened } from '../../parts/opening.ts';
import { say } from '../../ui/announce.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import classes from './anonymise.module.css';
import { streamBenchCommands } from './commands.ts';
import type { Made } from './made-copy.tsx';

interface StreamBenchProps {
  readonly detail: Output<'recording.show'>;
  readonly opened: Opened;
  readonly onMade: (made: Made) => void;
}

/** A film or a sound, and the making of its cleaned copy. */
export function StreamBench({ detail, opened, onMade }: StreamBenchProps) {
  const make = useAct('anonymise.make');
  const makeCopy = (): void => {
    make.mutate(
      { recording: detail.id, regions: [] },
      {
        onSuccess: (made) => {
          say('The anonymised copy is made. Please look at it and sign it off.');
          onMade(made);
        },
      },
    );
  };
  useCommands(streamBenchCommands, { make: makeCopy });
  const film = detail.kind === 'video';
  return (
    <div className={classes.bench}>
      <MediaView opened={opened} label={`Original of ${detail.number}`} />
      <section className={classes.side} aria-labelledby="cleaning">
        <Title order={2} id="cleaning">
          What is taken out
        </Title>
        <Text>
          Everything the file says beside {film ? 'its pictures and its sound' : 'its sound'} is removed:
          names, places, dates, devices,{' '}
          {film ? 'chapters, subtitles and measurements' : 'covers and comments'}.
        </Text>
        <Text>{film ? 'Every frame stays' : 'The sound stays'} exactly as recorded.</Text>
        <Notice tone="needs" title={film ? 'What is seen and heard stays' : 'What is said stays'}>
          {film
            ? 'Custos does not cover faces or silence voices in films. Judge when you sign the copy off whether the patient can be recognised.'
            : 'Custos does not silence voices or names that are spoken. Judge when you sign the copy off whether the patient can be recognised.'}
        </Notice>
        <Stack gap="sm">
          <Failure error={make.error} />
          <Button onClick={makeCopy} loading={make.isPending}>
            Make anonymised copy
          </Button>
        </Stack>
      </section>
    </div>
  );
}
