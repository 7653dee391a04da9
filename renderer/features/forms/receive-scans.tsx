import { Button, FileButton, Group, Loader, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Input, Output } from '../../../shared/contract/contract.ts';
import { type Brought, chooseFiles, hasDialogs, uploadAll } from '../../client/files.ts';
import { useAct } from '../../client/queries.ts';
import { useDropTaker } from '../../parts/drops.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { stateNames } from './form-words.ts';

type Received = Output<'form.receive'>['forms'][number];
type Source = string | File;

/** What became of one file of a batch. */
interface Line {
  readonly source: Source;
  readonly forms: readonly Received[];
  readonly fault: string | null;
}

const nameOf = (source: Source): string =>
  typeof source === 'string' ? (source.split(/[\\/]/).at(-1) ?? source) : source.name;

const sourcesOf = (files: Brought): readonly Source[] => (files.kind === 'paths' ? files.paths : files.files);

async function inputOf(source: Source): Promise<Pick<Input<'form.receive'>, 'path' | 'upload'>> {
  if (typeof source === 'string') return { path: source };
  const [upload] = await uploadAll([source], () => undefined, new AbortController().signal);
  return { upload };
}

const scanTypes = 'application/pdf,image/jpeg,image/png,image/tiff';

function Chooser({ onBrought }: { readonly onBrought: (files: Brought) => void }) {
  if (hasDialogs()) {
    const choose = async (): Promise<void> => {
      const chosen = await chooseFiles();
      if (chosen) onBrought(chosen);
    };
    return (
      <Button variant="default" onClick={() => void choose().catch((error: Error) => say(error.message))}>
        Choose scans
      </Button>
    );
  }
  return (
    <FileButton
      multiple
      accept={scanTypes}
      onChange={(files) => onBrought({ kind: 'files', files })}
      inputProps={{ 'aria-label': 'Scans of signed forms' }}
    >
      {(props) => (
        <Button variant="default" {...props}>
          Choose scans
        </Button>
      )}
    </FileButton>
  );
}

/** Puts a scan without a readable code with the form that a person names. */
function ByNumber({ onNamed }: { readonly onNamed: (number: string) => void }) {
  const [number, setNumber] = useState('');
  const [, digits] = /^(?:F-?)?0*(\d{1,9})$/i.exec(number.trim()) ?? [];
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        aria-label="Number of its form"
        placeholder="F-000001"
        w="7rem"
        value={number}
        onChange={({ currentTarget }) => setNumber(currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={!digits}
        onClick={() => digits && onNamed(`F-${digits.padStart(6, '0')}`)}
      >
        Put it there
      </Button>
    </Group>
  );
}

interface LinesProps {
  readonly lines: readonly Line[];
  readonly onNamed: (line: Line, number: string) => void;
}

function Lines({ lines, onNamed }: LinesProps) {
  return (
    <Table verticalSpacing={4}>
      <TableHead columns={['File', 'What became of it']} />
      <TableRows>
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end, and names repeat
          <Table.Tr key={place}>
            <Table.Td>{nameOf(line.source)}</Table.Td>
            <Table.Td>
              {line.fault && <Text>{line.fault}</Text>}
              {line.forms.map(({ says, form, outcome }) => (
                <Group key={says} gap="sm">
                  <Text>{says}</Text>
                  {form && outcome === 'matched' && <Go to={places.form(form.id)}>Enter {form.number}</Go>}
                  {outcome === 'notMatched' && <ByNumber onNamed={(number) => onNamed(line, number)} />}
                </Group>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </TableRows>
    </Table>
  );
}

/** Takes a batch of scans, one after the other, and says of each what became of it. */
export function ReceiveScans() {
  const receive = useAct('form.receive');
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [left, setLeft] = useState(0);
  const read = async (source: Source, number?: string): Promise<Line> => {
    try {
      const { forms } = await receive.mutateAsync({
        ...(await inputOf(source)),
        ...(number ? { number } : {}),
      });
      return { source, forms, fault: null };
    } catch (error) {
      return { source, forms: [], fault: error instanceof Error ? error.message : String(error) };
    }
  };
  const take = async (files: Brought): Promise<void> => {
    const sources = sourcesOf(files);
    setLeft((count) => count + sources.length);
    const done: Line[] = [];
    for (const source of sources) {
      const line = await read(source);
      done.push(line);
      setLines((before) => [...before, line]);
      setLeft((count) => count - 1);
    }
    const matched = new Set(
      done.flatMap(({ forms }) =>
        forms.flatMap(({ form, outcome }) => (outcome === 'matched' && form ? [form.id] : [])),
      ),
    );
    say(`${counted(sources.length, 'file')} read: ${counted(matched.size, 'form')} matched.`);
  };
  const name = async (line: Line, number: string): Promise<void> => {
    const next = await read(line.source, number);
    setLines((before) => before.map((each) => (each === line ? next : each)));
  };
  useDropTaker('Drop scans of signed forms', (files) => void take(files));
  return (
    <Stack gap="sm" component="section" aria-label="Scans">
      <Group gap="sm">
        <Chooser onBrought={(files) => void take(files)} />
        <Text c="dimmed">
          Or drop signed forms here: PDF, JPEG, PNG or TIFF. Each waits under “{stateNames.returned}” with its
          scan.
        </Text>
        {left > 0 && (
          <>
            <Loader size="sm" aria-hidden />
            <Text>{counted(left, 'file')} to read</Text>
          </>
        )}
      </Group>
      {lines.length > 0 && <Lines lines={lines} onNamed={(line, number) => void name(line, number)} />}
    </Stack>
  );
}
