import { Button, FileButton, Group, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import { type Brought, chooseFiles, hasDialogs, uploadAll } from '../../client/files.ts';
import { useAct } from '../../client/queries.ts';
import { useDropTaker } from '../../parts/drops.ts';
import { type Question, UseAndAudience } from '../../parts/use-and-audience.tsx';
import { say } from '../../ui/announce.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { FoundCopies } from './found-copies.tsx';

const failed = (error: Error): void => say(error.message);

function Chooser({ onBrought }: { readonly onBrought: (files: Brought) => void }) {
  if (hasDialogs()) {
    const choose = async (): Promise<void> => {
      const chosen = await chooseFiles();
      if (chosen) onBrought(chosen);
    };
    return <Button onClick={() => void choose().catch(failed)}>Choose a file</Button>;
  }
  return (
    <FileButton
      onChange={(file) => file && onBrought({ kind: 'files', files: [file] })}
      inputProps={{ 'aria-label': 'File found elsewhere' }}
    >
      {(props) => <Button {...props}>Choose a file</Button>}
    </FileButton>
  );
}

type Source = Pick<Input<'copies.find'>, 'path' | 'upload'>;

/** The first of what was brought, as the host takes it. */
async function sourceOf(files: Brought): Promise<Source> {
  if (files.kind === 'paths') return { path: files.paths[0] };
  const [upload] = await uploadAll(files.files.slice(0, 1), () => undefined, new AbortController().signal);
  return { upload };
}

const nameOf = (files: Brought): string =>
  files.kind === 'paths' ? (files.paths[0]?.split(/[\\/]/).at(-1) ?? '') : (files.files[0]?.name ?? '');

/** "Is this ours, in which release did it leave, may it still be used?", asked of a file found elsewhere. */
export function CopiesPage() {
  const find = useAct('copies.find');
  const [question, setQuestion] = useState<Question>({ use: 'teaching', audience: 'medicalSetting' });
  const [name, setName] = useState('');
  const look = async (files: Brought): Promise<void> => {
    const first = nameOf(files);
    if (first === '') return;
    setName(first);
    find.mutate({ ...(await sourceOf(files)), ...question });
  };
  const begin = (files: Brought): void => void look(files).catch(failed);
  useDropTaker('Drop to ask whether this file is ours', begin);
  return (
    <Page title="Found elsewhere">
      <Stack gap="lg">
        <UseAndAudience
          question={question}
          onChange={(next) => {
            setQuestion(next);
            find.reset();
          }}
        />
        <Group gap="sm">
          <Chooser onBrought={begin} />
          <Text c="dimmed">Or drop a picture or a film here. It is read to compare it, and not kept.</Text>
        </Group>
        {find.isPending && (
          <Group gap="sm">
            <Loader size="sm" aria-hidden />
            <Text>Comparing {name}</Text>
          </Group>
        )}
        <Failure error={find.error} />
        {find.data && <Text fw={600}>{name}</Text>}
        {find.data && <FoundCopies found={find.data} />}
      </Stack>
    </Page>
  );
}
