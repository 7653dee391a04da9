import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { matchWords } from '../../../shared/domain/lecture/colour.ts';
import { sayPlaces } from '../../../shared/domain/lecture/places.ts';
import { DecisionView } from '../../parts/decision-view.tsx';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { ColourMark, colourNames } from './colour-mark.tsx';
import classes from './lecture.module.css';
import type { Verdict } from './verdict.ts';

type Part = Verdict['parts'][number];
type Candidate = Part['candidates'][number];
type Replacement = Part['replacements'][number];

const kindNames = { original: 'the original', anonymised: 'an anonymised copy' } as const;

const becauseNames: Readonly<Record<Replacement['because'], string>> = {
  sameRecording: 'Another copy of this recording may be shown',
  samePatient: 'A newer recording of the same patient may be shown',
  sameLabel: 'A newer recording with the same label may be shown',
};

function Known({ of, children }: { readonly of: Candidate | Replacement; readonly children: ReactNode }) {
  return (
    <div className={classes.known}>
      <Veil picture={of.recording.id} small>
        <Thumb src={of.thumbnail} className={classes.small} />
      </Veil>
      <Stack gap={4} className={classes.words}>
        {children}
      </Stack>
    </div>
  );
}

/** What only looks the same may be another picture, on which nothing was decided. */
function titleOf({ how, decision }: Candidate): string {
  if (decision.outcome === 'refuse') return 'It may not be shown so today';
  return how === 'same' ? 'It may be shown so today' : 'If it is this recording, it may be shown so today';
}

function CandidateLine({ candidate, full }: { readonly candidate: Candidate; readonly full: boolean }) {
  const { how, recording, kind, decision } = candidate;
  return (
    <Known of={candidate}>
      <Text>
        {matchWords[how]} <Go to={places.recording(recording.id)}>{recording.number}</Go>,{' '}
        {kind ? kindNames[kind] : 'a copy that is no longer kept'}.
      </Text>
      {full && <DecisionView decision={decision} title={titleOf(candidate)} />}
    </Known>
  );
}

function ReplacementLine({ replacement }: { readonly replacement: Replacement }) {
  const { because, recording, kind } = replacement;
  return (
    <Known of={replacement}>
      <Text>
        {becauseNames[because]}: <Go to={places.recording(recording.id)}>{recording.number}</Go>,{' '}
        {kindNames[kind]}.
      </Text>
    </Known>
  );
}

interface LecturePartProps {
  readonly part: Part;
  /** The file that it stands in, where there are several. */
  readonly file: string | null;
}

/** One picture or clip of a lecture: where it stands, its colour, why, and what to show instead. */
export function LecturePart({ part, file }: LecturePartProps) {
  const { colour, says, note, cropped, candidates, replacements, erased } = part;
  const where = [file, sayPlaces(part.places)].filter((word) => word).join(': ') || 'The file itself';
  return (
    <section className={classes.part} aria-label={`${colourNames[colour]}: ${where}`}>
      <Thumb src={part.thumbnail} className={classes.large} />
      <Stack gap="xs" className={classes.words}>
        <Group gap="sm">
          <ColourMark colour={colour} />
          <Text fw={600}>{where}</Text>
        </Group>
        <Text>{says}</Text>
        {note && <Text c="dimmed">{note}</Text>}
        {cropped && <Text c="dimmed">Its edges are cut off on the slide, but the file holds all of it.</Text>}
        {erased && <Text>It was the content of {erased.number}.</Text>}
        {candidates.map((candidate) => (
          <CandidateLine key={candidate.rendition} candidate={candidate} full={colour !== 'green'} />
        ))}
        {replacements.map((replacement) => (
          <ReplacementLine key={replacement.rendition} replacement={replacement} />
        ))}
      </Stack>
    </section>
  );
}
