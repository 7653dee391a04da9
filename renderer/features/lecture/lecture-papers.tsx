import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct } from '../../client/queries.ts';
import type { Question } from '../../parts/use-and-audience.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { PaperLink } from '../../ui/paper-link.tsx';
import type { Verdict } from './verdict.ts';

interface PapersProps {
  readonly check: Id;
  readonly question: Question;
}

function Report({ check, question }: PapersProps) {
  const report = useAct('lecture.report');
  const url = report.data?.url;
  return (
    <>
      {url ? (
        <PaperLink href={url}>Open the report</PaperLink>
      ) : (
        <Button
          variant="default"
          loading={report.isPending}
          onClick={() => report.mutate({ check, ...question })}
        >
          Make the report
        </Button>
      )}
      <Failure error={report.error} />
    </>
  );
}

interface CleanedProps extends PapersProps {
  readonly file: number;
  readonly name: string | null;
}

/** A copy of one file without what is red, and what it still holds. */
function Cleaned({ check, question, file, name }: CleanedProps) {
  const clean = useAct('lecture.clean');
  const made = clean.data;
  if (!made) {
    return (
      <>
        <Button
          variant="default"
          loading={clean.isPending}
          onClick={() => clean.mutate({ check, ...question, file })}
        >
          {name ? `Make a copy of ${name} without the red` : 'Make a copy without the red'}
        </Button>
        <Failure error={clean.error} />
      </>
    );
  }
  return (
    <div role="status" style={{ flexBasis: '100%' }}>
      <Notice tone="fine" title={`The copy is written to ${made.file}`}>
        <Text>
          {made.replaced === 1 ? 'One picture or clip is' : `${made.replaced} pictures and clips are`} grey or
          empty in it. The file that you brought was not changed.
        </Text>
        <List size="sm">
          {made.contains.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Notice>
    </div>
  );
}

/** What can be made of a verdict: the report on paper, and a copy of each file that can be cleaned. */
export function LecturePapers({ check, question, verdict }: PapersProps & { readonly verdict: Verdict }) {
  const { files, parts } = verdict;
  const asked = `${question.use} ${question.audience}`;
  const red = new Set(parts.filter(({ colour }) => colour === 'red').map(({ file }) => file));
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Report key={`report ${asked}`} check={check} question={question} />
        {files.map(({ format, name }, file) =>
          format && red.has(file) ? (
            <Cleaned
              key={`${name} ${asked}`}
              check={check}
              question={question}
              file={file}
              name={files.length > 1 ? name : null}
            />
          ) : null,
        )}
      </Group>
    </Stack>
  );
}
