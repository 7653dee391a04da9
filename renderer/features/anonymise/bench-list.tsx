import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { KindMark } from '../../parts/marks.tsx';
import { type Way, wayFor } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import { useStore } from '../../ui/store.ts';
import classes from './anonymise.module.css';
import { worklistCommands } from './commands.ts';
import { making } from './making.ts';
import { SignOffSheet } from './sign-off-sheet.tsx';

/** As many as a morning holds; the library's filter shows the rest. */
const atOnce = 200;

type Item = Output<'bench.list'>['items'][number];

/** What is known of an item, in a few words. */
function sayItem({ stage, search, regions, critical }: Item): string {
  if (stage === 'toSign') return 'To be signed off';
  if (stage === 'toReadAgain') return 'For a second reader';
  if (search === 'failed') return 'Look through it yourself';
  if (search === 'none') return '';
  if (search === 'waiting') return 'Not searched yet';
  if (regions === 0) return 'Nothing found';
  return critical > 0 ? `${counted(regions, 'region')}, ${critical} critical` : counted(regions, 'region');
}

function Waiting({ items }: { readonly items: readonly Item[] }) {
  const being = useStore(making);
  return (
    <ul className={classes.waiting}>
      {items.map((item) => {
        const { id, number, kind, category, thumbnail } = item.recording;
        const made = being.find(({ recording, fault }) => recording === id && fault === null);
        return (
          <li key={id}>
            <a href={`#${places.bench(id)}`} className={classes.waitingLink} data-stage={item.stage}>
              <Veil picture={id} category={category}>
                <Thumb src={thumbnail} className={classes.waitingPicture} />
              </Veil>
              <KindMark kind={kind} /> <Mono>{number}</Mono>
              <Text size="xs" c="dimmed">
                {made ? 'The copy is being made' : sayItem(item)}
              </Text>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

interface SignAllProps {
  readonly copies: readonly Id[];
  readonly way: Way;
  readonly onClose: () => void;
}

/** The sheet over one copy after another, as they stood when it was begun. */
function SignAll({ copies, way, onClose }: SignAllProps) {
  const [all] = useState(copies);
  const [at, setAt] = useState(0);
  const rendition = all[at];
  if (!rendition) return null;
  return (
    <SignOffSheet
      key={rendition}
      rendition={rendition}
      way={way}
      progress={`${at + 1} of ${all.length}`}
      onDone={() => (at + 1 < all.length ? setAt(at + 1) : onClose())}
      onClose={onClose}
    />
  );
}

function Faults() {
  const faults = useStore(making).filter(({ fault }) => fault !== null);
  if (faults.length === 0) return null;
  return (
    <Notice tone="needs" title="Of these no copy could be made">
      {faults.map(({ recording, number, fault }) => (
        <Text key={recording}>
          <Mono>{number}</Mono>: {fault}
        </Text>
      ))}
    </Notice>
  );
}

function Worklist({ list }: { readonly list: Output<'bench.list'> }) {
  const go = useGo();
  const may = useMay();
  const { user } = useSession();
  const [signing, setSigning] = useState(false);
  const { total, perHour, items } = list;
  const first = items.find(({ stage }) => stage === 'toMake');
  const copies = items.flatMap(({ copy, stage }) => (copy && stage !== 'toMake' ? [copy] : []));
  const way: Way | null = may('anonymise.make')
    ? { kind: 'custody', purpose: 'anonymising' }
    : wayFor(user.role, 'active');
  const begin = (): void => {
    if (first) go(places.bench(first.recording.id));
  };
  useCommands(worklistCommands, {
    begin: first ? begin : 'No recording waits for a copy.',
    sign: copies.length > 0 && way ? () => setSigning(true) : 'No copy waits for its sign-off.',
    templates: () => beginAct({ kind: 'templates' }),
  });
  return (
    <>
      <Faults />
      <Group justify="space-between" gap="md" mb="md">
        <Text c="dimmed">
          {counted(total, 'recording')} {total === 1 ? 'waits' : 'wait'} for an anonymised copy or its
          sign-off.
          {perHour !== null && ` You do ${perHour} an hour.`}
        </Text>
        <Group gap="xs">
          {may('bench.open') && first && (
            <Button onClick={begin} rightSection={<KeyHint command={worklistCommands.begin} />}>
              Begin
            </Button>
          )}
          {may('anonymise.signOff') && copies.length > 0 && way && (
            <Button
              variant="default"
              onClick={() => setSigning(true)}
              rightSection={<KeyHint command={worklistCommands.sign} />}
            >
              Sign off {counted(copies.length, 'copy', 'copies')}
            </Button>
          )}
          {may('template.list') && (
            <Button variant="default" onClick={() => beginAct({ kind: 'templates' })}>
              Device templates
            </Button>
          )}
        </Group>
      </Group>
      {total === 0 ? (
        <Empty title="Nothing waits to be anonymised">Every recording that needs a copy has one.</Empty>
      ) : (
        <Waiting items={items} />
      )}
      {signing && way && <SignAll copies={copies} way={way} onClose={() => setSigning(false)} />}
    </>
  );
}

/** The recordings that wait to be anonymised or signed off, and how quickly they go. */
export function BenchList() {
  const waiting = useAsk('bench.list', { offset: 0, limit: atOnce });
  return (
    <Page title="Anonymise" wide>
      <Answered query={waiting}>{(list) => <Worklist list={list} />}</Answered>
    </Page>
  );
}
