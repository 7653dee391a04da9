import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { chooseFiles, hasDialogs, pathOfFile, uploadAll } from '../../client/files.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { bytesText } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import type { Agreement } from './agreements-table.tsx';

const scanTypes = 'application/pdf,image/jpeg,image/png,image/tiff,image/webp';

/** Puts scans of the signed form to an agreement, one after the other. */
export function useAttachScans(): (agreement: Id, files: readonly File[]) => Promise<void> {
  const attach = useAct('agreement.attach');
  return async (agreement, files) => {
    for (const file of files) {
      const path = pathOfFile(file);
      const from: Partial<Input<'agreement.attach'>> = path
        ? { path }
        : { upload: (await uploadAll([file], () => undefined, new AbortController().signal))[0] as Id };
      await attach.mutateAsync({ agreement, ...from });
    }
  };
}

interface ScanChooserProps {
  readonly scans: readonly File[];
  readonly onChange: (scans: readonly File[]) => void;
}

/** Chooses scans before the agreement exists. */
export function ScanChooser({ scans, onChange }: ScanChooserProps) {
  return (
    <Group gap="sm">
      <FileButton
        multiple
        accept={scanTypes}
        onChange={onChange}
        inputProps={{ 'aria-label': 'Scan of the signed form' }}
      >
        {(props) => (
          <Button variant="default" {...props}>
            Choose a scan
          </Button>
        )}
      </FileButton>
      <Text c="dimmed">
        {scans.length === 0
          ? 'A picture or PDF of the signed form. It is kept encrypted like a recording.'
          : scans.map(({ name }) => name).join(', ')}
      </Text>
    </Group>
  );
}

function AddScan({ agreement }: { readonly agreement: Id }) {
  const attachFiles = useAttachScans();
  const attach = useAct('agreement.attach');
  const done = (): void => say('The signed form is attached.');
  const failed = (error: Error): void => say(error.message);
  const choosePaths = async (): Promise<void> => {
    const chosen = await chooseFiles();
    if (chosen?.kind !== 'paths') return;
    for (const path of chosen.paths) await attach.mutateAsync({ agreement, path });
    done();
  };
  if (hasDialogs()) {
    return (
      <Button variant="default" onClick={() => void choosePaths().catch(failed)}>
        Attach a scan
      </Button>
    );
  }
  return (
    <FileButton
      multiple
      accept={scanTypes}
      inputProps={{ 'aria-label': 'Scan of the signed form' }}
      onChange={(files) => void attachFiles(agreement, files).then(done, failed)}
    >
      {(props) => (
        <Button variant="default" {...props}>
          Attach a scan
        </Button>
      )}
    </FileButton>
  );
}

function ScanView({ scan, onClose }: { readonly scan: Id; readonly onClose: () => void }) {
  const opened = useAsk('agreement.openScan', { scan }, { fresh: true });
  const { url, type } = opened.data ?? {};
  return (
    <Dialog onClose={onClose} size="80rem" title="Signed form">
      <Failure error={opened.error} />
      {url && type?.startsWith('image/') && (
        <img src={url} alt="Scan of the signed form" style={{ maxWidth: '100%' }} />
      )}
      {url && type === 'application/pdf' && (
        <iframe
          src={url}
          title="Scan of the signed form"
          style={{ width: '100%', height: '75vh', border: 0 }}
        />
      )}
    </Dialog>
  );
}

/** The scans of an agreement's signed form. */
export function Scans({ agreement, mayAdd }: { readonly agreement: Agreement; readonly mayAdd: boolean }) {
  const [open, setOpen] = useState<Id | null>(null);
  return (
    <Stack gap="sm">
      {agreement.scans.length === 0 && <Text c="dimmed">No scan is attached.</Text>}
      <Group gap="sm">
        {agreement.scans.map(({ id, type, bytes }, index) => (
          <Button key={id} variant="default" onClick={() => setOpen(id)}>
            Form {index + 1}, {type === 'application/pdf' ? 'PDF' : 'picture'}, {bytesText(bytes)}
          </Button>
        ))}
        {mayAdd && <AddScan agreement={agreement.id} />}
      </Group>
      {mayAdd && (
        <Text c="dimmed">
          A scan that is attached stays with the agreement: Undo does not reach it. Please see first that it
          is the right patient’s.
        </Text>
      )}
      {open && <ScanView scan={open} onClose={() => setOpen(null)} />}
    </Stack>
  );
}
