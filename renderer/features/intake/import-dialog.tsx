import { Button, Checkbox, FileButton, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { type Brought, chooseFiles, chooseFolder, hasDialogs, uploadAll } from '../../client/files.ts';
import { useAct } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { blankDraft, ClassificationForm, classificationOf, draftFault } from './classification-form.tsx';
import { rememberClass } from './recent-classes.ts';
import { UsedLast } from './used-last.tsx';

interface ChooserProps {
  readonly onChosen: (brought: Brought) => void;
}

function NativeChooser({ onChosen }: ChooserProps) {
  const failed = (): void =>
    say('The dialog could not be opened. Files can be dropped on the window as well.');
  const folder = async (): Promise<void> => {
    const path = await chooseFolder('import');
    if (path) onChosen({ kind: 'paths', paths: [path] });
  };
  const files = async (): Promise<void> => {
    const chosen = await chooseFiles();
    if (chosen) onChosen(chosen);
  };
  return (
    <Group gap="sm">
      <Button variant="default" data-autofocus onClick={() => void files().catch(failed)}>
        Choose files
      </Button>
      <Button variant="default" onClick={() => void folder().catch(failed)}>
        Choose a folder
      </Button>
    </Group>
  );
}

function BrowserChooser({ onChosen }: ChooserProps) {
  const folder = useRef<HTMLInputElement>(null);
  return (
    <Group gap="sm">
      <FileButton
        multiple
        onChange={(files) => onChosen({ kind: 'files', files })}
        inputProps={{ 'aria-label': 'Files' }}
      >
        {(props) => (
          <Button variant="default" data-autofocus {...props}>
            Choose files
          </Button>
        )}
      </FileButton>
      <Button variant="default" onClick={() => folder.current?.click()}>
        Choose a folder
      </Button>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        // Not in the types: a folder with all that lies in it.
        {...{ webkitdirectory: '' }}
        onChange={({ currentTarget }) => onChosen({ kind: 'files', files: [...(currentTarget.files ?? [])] })}
      />
    </Group>
  );
}

const countOf = (brought: Brought): string =>
  brought.kind === 'paths'
    ? counted(brought.paths.length, 'file or folder', 'files and folders')
    : counted(brought.files.length, 'file');

const names = (brought: Brought): string => {
  const all = brought.kind === 'paths' ? brought.paths : brought.files.map((file) => file.name);
  return all.slice(0, 5).join(', ') + (all.length > 5 ? ' and more' : '');
};

interface ImportDialogProps {
  readonly brought: Brought | null;
  readonly onClose: () => void;
}

/** Takes files in: what, and as far as it is known already, of which class. */
export function ImportDialog({ brought: first, onClose }: ImportDialogProps) {
  const [brought, setBrought] = useState(first);
  const [draft, setDraft] = useState(blankDraft);
  const [move, setMove] = useState(false);
  const [handed, setHanded] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [stop] = useState(() => new AbortController());
  const start = useAct('import.start');

  const close = (): void => {
    stop.abort();
    onClose();
  };
  const take = async (): Promise<void> => {
    if (!brought) return;
    const classify = classificationOf(draft, []);
    if (brought.kind === 'paths') await start.mutateAsync({ paths: [...brought.paths], classify, move });
    else {
      setHanded(0);
      const uploads = await uploadAll(brought.files, setHanded, stop.signal);
      await start.mutateAsync({ uploads, classify });
    }
    rememberClass(draft);
    say('Taking in has begun. Work can go on meanwhile.');
    onClose();
  };
  const begin = (): void => {
    setError(null);
    take().catch((reason: Error) => {
      setHanded(null);
      if (!stop.signal.aborted) setError(reason);
    });
  };
  const busy = handed !== null || start.isPending;
  const files = brought?.kind === 'files' ? brought.files.length : 0;
  return (
    <Dialog onClose={close} size="lg" title="Take files in">
      <Stack gap="md">
        <Text c="dimmed">Photographs, films and sound recordings. What each is, is told by its content.</Text>
        {hasDialogs() ? <NativeChooser onChosen={setBrought} /> : <BrowserChooser onChosen={setBrought} />}
        <Text role="status">
          {brought ? `${countOf(brought)}: ${names(brought)}` : 'Nothing is chosen yet.'}
        </Text>
        <Group gap="xs">
          <Text c="dimmed">A large old collection?</Text>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the link inside is what is chosen */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the link arrives here as a click */}
          <span onClick={close}>
            <Go to={places.survey}>Survey the folder first</Go>
          </span>
        </Group>
        <Title order={3}>What is already known of them</Title>
        <Text c="dimmed">All of this can wait. Unclassified recordings stand under Needs class.</Text>
        <UsedLast onUse={(used) => setDraft({ ...draft, ...used })} />
        <ClassificationForm draft={draft} kinds={[]} onChange={setDraft} />
        {brought?.kind === 'paths' && (
          <Checkbox
            label="Remove each file from its old place once its copy here has been read back and compared"
            checked={move}
            onChange={({ currentTarget }) => setMove(currentTarget.checked)}
          />
        )}
        {handed !== null && (
          <div>
            <Text size="xs">
              {handed} of {counted(files, 'file')} handed over
            </Text>
            <Progress value={(handed / Math.max(1, files)) * 100} aria-label="Files handed over" />
          </div>
        )}
        <Failure error={error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
          <Button
            onClick={begin}
            loading={busy}
            disabled={!brought || countOf(brought).startsWith('0 ') || draftFault(draft, []) !== null}
          >
            Take in
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
