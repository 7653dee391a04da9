import { Button, FileButton, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { templateDocument } from '../../../shared/contract/bench.ts';
import type { Output } from '../../../shared/contract/contract.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { useMay } from '../../parts/session.ts';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { TableHead } from '../../ui/table-head.tsx';

type Template = Output<'template.list'>[number];
type Document = Output<'template.export'>;

/** Much longer than any list of layouts. */
const longest = 5_000_000;

/** Reads a file that a person chose. @throws CustosError `unreadable` */
async function readDocument(file: File): Promise<Document> {
  const none = (cause: unknown): CustosError =>
    new CustosError(
      'unreadable',
      `${file.name} holds no device templates. Please choose a file that was saved from this page.`,
      {},
      cause,
    );
  if (file.size > longest) throw none('too long');
  try {
    return templateDocument.parse(JSON.parse(await file.text()));
  } catch (error) {
    throw none(error);
  }
}

/** Takes in again what was removed, as from a file. */
const bringBack =
  ({ name, maker, model, width, height, regions }: Template) =>
  async (client: QueryClient): Promise<string> => {
    const templates = [{ name, maker, model, width, height, regions }];
    await call('template.import', { document: { format: 'custos-device-templates', version: 1, templates } });
    invalidateAfter(client, 'template.import');
    return `“${name}” is a template again.`;
  };

function Row({ template }: { readonly template: Template }) {
  const may = useMay();
  const rename = useAct('template.rename');
  const remove = useAct('template.remove');
  const sayWithWayBack = useSayWithWayBack();
  const [name, setName] = useState(template.name);
  const { id, maker, model, width, height, regions } = template;
  const save = (): void => {
    if (name.trim() !== '' && name !== template.name) rename.mutate({ template: id, name });
  };
  return (
    <Table.Tr>
      <Table.Td>
        <TextInput
          aria-label={`Name of ${template.name}`}
          readOnly={!may('template.rename')}
          value={name}
          maxLength={200}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          onBlur={save}
        />
        <Failure error={rename.error ?? remove.error} />
      </Table.Td>
      <Table.Td>{[maker, model].filter(Boolean).join(' ') || 'None named in the file'}</Table.Td>
      <Table.Td>
        {width} × {height}
      </Table.Td>
      <Table.Td>{counted(regions.length, 'region')}</Table.Td>
      <Table.Td>
        {may('template.remove') && (
          <Button
            variant="default"
            size="xs"
            aria-label={`Remove ${template.name}`}
            loading={remove.isPending}
            onClick={() =>
              remove.mutate(
                { template: id },
                {
                  onSuccess: () => sayWithWayBack(`“${template.name}” is removed.`, bringBack(template)),
                },
              )
            }
          >
            Remove
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Transfer() {
  const may = useMay();
  const save = useAct('template.export');
  const take = useAct('template.import');
  const [folder, setFolder] = useState('');
  const [fault, setFault] = useState<CustosError | null>(null);
  const bring = (file: File | null): void => {
    if (!file) return;
    setFault(null);
    readDocument(file).then(
      (document) =>
        take.mutate(
          { document },
          {
            onSuccess: ({ added, known }) =>
              say(`${counted(added, 'template')} added, ${known} known already.`),
          },
        ),
      setFault,
    );
  };
  const write = (): void =>
    save.mutate(
      { file: `${folder.replace(/[/\\]+$/, '')}/custos-device-templates.json` },
      {
        onSuccess: () =>
          say('The templates are saved. They hold places in a frame and nothing of a patient.'),
      },
    );
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <div style={{ flex: 1 }}>
          <PlaceField
            label="Folder to save them in"
            purpose="templates"
            value={folder}
            onChange={setFolder}
          />
        </div>
        <Button variant="default" loading={save.isPending} disabled={folder.trim() === ''} onClick={write}>
          Save to a file
        </Button>
        {may('template.import') && (
          <FileButton accept="application/json,.json" onChange={bring}>
            {(props) => (
              <Button variant="default" loading={take.isPending} {...props}>
                Take in from a file
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      <Failure error={fault ?? save.error ?? take.error} />
    </Stack>
  );
}

/** What is always covered on a device: listed, renamed, removed, and carried to another library. */
export function TemplatesDialog({ onClose }: { readonly onClose: () => void }) {
  const list = useAsk('template.list', {});
  return (
    <Dialog onClose={onClose} size="60rem" title="Device templates">
      <Stack gap="md">
        <Text>
          What a template covers is proposed on every picture of its device and frame size. Each picture is
          still looked at. A template is learned at the bench with T.
        </Text>
        <Answered query={list}>
          {(templates) =>
            templates.length === 0 ? (
              <Text c="dimmed">No device has a template yet.</Text>
            ) : (
              <Table>
                <TableHead columns={['Name', 'Device', 'Frame', 'Covers', 'What to do']} />
                <Table.Tbody>
                  {templates.map((template) => (
                    <Row key={template.id} template={template} />
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Answered>
        <Transfer />
      </Stack>
    </Dialog>
  );
}
