import { Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import {
  basisNames,
  disclosureNames,
  disclosureStandingNames,
  meansNames,
  otherAnswerNames,
} from '../../../shared/domain/disclosure/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { Cites } from '../../parts/guidance.tsx';
import { MediaView } from '../../parts/media-view.tsx';
import { places } from '../../parts/places.ts';
import { useSession } from '../../parts/session.ts';
import { momentText } from '../../ui/dates.ts';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';

export type Whole = Output<'disclosure.show'>;

const outcomes = { inOrder: 'It was in order', notInOrder: 'It was not in order' } as const;

/** What of a disclosure is known, as names and values; what is not known is left out. */
function factsOf(whole: Whole, zone: string): readonly Fact[] {
  const { words, viewer } = whole;
  const when = (at: string | null): string => (at ? momentText(at, zone) : '');
  const act = (by: { readonly name: string } | null, at: string | null) => by && `${by.name}, ${when(at)}`;
  const all: readonly (readonly [string, Fact['value']])[] = [
    [
      'Why',
      <>
        {disclosureNames[whole.kind]} <Cites paragraphs={whole.cites} />
      </>,
    ],
    ['How', meansNames[whole.means]],
    [viewer ? 'Who looks' : 'To whom', [whole.recipient, whole.organisation].filter(Boolean).join(', ')],
    ['About', whole.about && `${whole.about.name} (${whole.about.number})`],
    ['Reason', words?.reason],
    [basisNames[whole.kind], words?.basis],
    ['Senior colleague who agreed', words?.senior],
    ['Proposed by', act(whole.proposedBy, whole.proposedAt)],
    ['Second person', act(whole.decidedBy, whole.decidedAt)],
    ['Ends by itself', when(whole.endsAt)],
    ['Ended by', act(whole.endedBy, whole.endedAt)],
    ['Why it was ended', words?.ending],
    ['Copies', whole.release && <Go to={places.releases}>{whole.release.number}</Go>],
    ['Looked back at by', act(whole.reviewedBy, whole.reviewedAt)],
    ['Found', whole.review && outcomes[whole.review]],
    ['What was found', words?.review],
  ];
  return all.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function Look({
  disclosure,
  recording,
  label,
}: {
  readonly disclosure: Id;
  readonly recording: Id;
  readonly label: string;
}) {
  const look = useAsk('disclosure.look', { disclosure, recording }, { fresh: true });
  if (look.data) return <MediaView opened={look.data} label={label} />;
  return <Failure error={look.error} />;
}

type Item = Whole['items'][number];

function ScopeLine({ whole, item }: { readonly whole: Whole; readonly item: Item }) {
  const [looking, setLooking] = useState(false);
  const { recording, kind, checks, fault } = item;
  const which = kind === 'anonymised' ? 'the anonymised copy' : 'the original';
  return (
    <Stack component="section" gap={4} aria-label={`Recording ${recording.number}`}>
      <Text>
        {whole.words ? <Go to={places.recording(recording.id)}>{recording.number}</Go> : recording.number}
        {kind && `, ${which}`}
      </Text>
      {checks.map(({ subject, answer }) => (
        <Text key={subject ?? ''} c="dimmed">
          {subject ?? 'Anybody not entered'}: {otherAnswerNames[answer].toLowerCase()}
        </Text>
      ))}
      {fault && <Notice tone="needs">{fault}</Notice>}
      {whole.may.look && !fault && !looking && (
        <div>
          <Button aria-label={`Look at ${recording.number}`} onClick={() => setLooking(true)}>
            Look at it
          </Button>
        </div>
      )}
      {looking && whole.may.look && (
        <Look disclosure={whole.id} recording={recording.id} label={`${recording.number}, ${which}`} />
      )}
    </Stack>
  );
}

/** What a person has to know before anything else about where it stands. */
function StandingNotice({ whole }: { readonly whole: Whole }) {
  const { library } = useSession();
  const { standing, may, endsAt } = whole;
  if (standing === 'waiting') {
    return (
      <Notice tone="needs" title={disclosureStandingNames.waiting}>
        Nothing is shown or given until then. {may.whyNotConfirm}
      </Notice>
    );
  }
  if (standing === 'inForce') {
    return (
      <Notice tone="needs" title={disclosureStandingNames.inForce}>
        It ends by itself{endsAt && `: ${momentText(endsAt, library.zone)}`}. Each look and each copy is
        written to the trail.
      </Notice>
    );
  }
  return <Notice title={disclosureStandingNames[standing]}>Nothing more is shown or given under it.</Notice>;
}

export function DisclosureView({ whole }: { readonly whole: Whole }) {
  const { library } = useSession();
  return (
    <Stack gap="md">
      <StandingNotice whole={whole} />
      {whole.secondMissing && (
        <Notice tone="needs">The library had no independent second person when it was confirmed.</Notice>
      )}
      <Facts facts={factsOf(whole, library.zone)} />
      <Title order={2}>What it covers</Title>
      {whole.items.map((item) => (
        <ScopeLine key={item.recording.id} whole={whole} item={item} />
      ))}
    </Stack>
  );
}
