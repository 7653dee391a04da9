import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type Colour, colours } from '../../../shared/domain/lecture/colour.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Question } from '../../parts/use-and-audience.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ColourMark, colourNames } from './colour-mark.tsx';
import { LecturePapers } from './lecture-papers.tsx';
import { LecturePart } from './lecture-part.tsx';
import type { Verdict } from './verdict.ts';

interface LectureVerdictProps {
  readonly check: Id;
  readonly question: Question;
  readonly verdict: Verdict;
}

type Shown = Colour | 'all';

function sayFile({ name, format, count }: Verdict['files'][number]): string {
  if (count === null) return name;
  const unit = format === 'pdf' ? 'page' : 'slide';
  return `${name}, ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What may be shown and what may not, the red first, and what can be made of it. */
export function LectureVerdict({ check, question, verdict }: LectureVerdictProps) {
  const [shown, setShown] = useState<Shown>('all');
  const { counts, files, parts } = verdict;
  const several = files.length > 1;
  const listed = colours.flatMap((colour) =>
    shown === 'all' || shown === colour ? parts.filter((part) => part.colour === colour) : [],
  );
  return (
    <Stack gap="lg">
      <Group gap="lg" component="section" aria-label="What was found">
        {colours.map((colour) => (
          <Group key={colour} gap={6}>
            <ColourMark colour={colour} />
            <Text fw={600}>{counts[colour]}</Text>
          </Group>
        ))}
        <Text c="dimmed">{files.length === 1 && files[0] ? sayFile(files[0]) : `${files.length} files`}</Text>
      </Group>
      <LecturePapers check={check} question={question} verdict={verdict} />
      {parts.length === 0 ? (
        <Empty title="There is no picture and no clip in it">
          Drawings and words were not looked at: they may tell of a patient as well.
        </Empty>
      ) : (
        <SegmentedControl
          aria-label="Which are listed"
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={[
            { value: 'all', label: 'All' },
            ...colours.map((colour) => ({ value: colour, label: colourNames[colour] })),
          ]}
          maw="26rem"
        />
      )}
      <Stack gap="sm" aria-live="polite">
        {listed.map((part) => (
          <LecturePart
            key={`${part.file} ${part.name}`}
            part={part}
            file={several ? (files[part.file]?.name ?? '') : null}
          />
        ))}
      </Stack>
    </Stack>
  );
}
