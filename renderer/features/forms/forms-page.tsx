import { Button, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { type FormState, formStates } from '../../../shared/domain/consent-form/entry.ts';
import type { FormPurpose } from '../../../shared/domain/consent-form/template.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { ConsentTabs } from '../../parts/consent-tabs.tsx';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { choices } from '../../parts/words.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PaperLink } from '../../ui/paper-link.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { type Form, purposeNames, stateNames } from './form-words.ts';
import { IssueDialog } from './issue-dialog.tsx';
import { ReceiveScans } from './receive-scans.tsx';
import { WordingsDialog } from './wordings-dialog.tsx';

const limit = 100;

interface Filter {
  readonly state: FormState | null;
  readonly purpose: FormPurpose | null;
}

function Filters({
  filter,
  onChange,
}: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}) {
  return (
    <Group gap="sm">
      <Select
        label="State"
        placeholder="Any"
        clearable
        data={formStates.map((value) => ({ value, label: stateNames[value] }))}
        value={filter.state}
        onChange={(value) => onChange({ ...filter, state: value as FormState | null })}
      />
      <Select
        label="About"
        placeholder="Anything"
        clearable
        data={choices(purposeNames)}
        value={filter.purpose}
        onChange={(value) => onChange({ ...filter, purpose: value as FormPurpose | null })}
      />
    </Group>
  );
}

interface RowProps {
  readonly form: Form;
  readonly onPrint: (form: Id) => void;
  readonly onVoid: (form: Form) => void;
}

function Row({ form, onPrint, onVoid }: RowProps) {
  const open = form.state === 'out' || form.state === 'returned';
  return (
    <Table.Tr>
      <Table.Td>
        <Go to={places.form(form.id)}>
          <Mono>{form.number}</Mono>
        </Go>
      </Table.Td>
      <Table.Td>{form.subject.name || form.subject.number}</Table.Td>
      <Table.Td>
        {purposeNames[form.purpose]}
        {form.publication && `: ${form.publication}`}
      </Table.Td>
      <Table.Td>
        {stateNames[form.state]}
        {form.reason && `: ${form.reason}`}
        {form.agreement && (
          <>
            {' as '}
            <Go to={places.agreement(form.agreement.id)}>
              <Mono>{form.agreement.number}</Mono>
            </Go>
          </>
        )}
      </Table.Td>
      <Table.Td>
        {dayText(form.issuedAt.slice(0, 10))}, {form.issuedBy.name}
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {form.state !== 'void' && (
            <Button variant="subtle" aria-label={`Print ${form.number}`} onClick={() => onPrint(form.id)}>
              Print
            </Button>
          )}
          {open && (
            <Button variant="subtle" aria-label={`Mark ${form.number} void`} onClick={() => onVoid(form)}>
              Void
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function VoidDialog({ form, onClose }: { readonly form: Form; readonly onClose: () => void }) {
  const act = useAct('form.void');
  return (
    <ReasonDialog
      title={`Mark ${form.number} void`}
      label="Why"
      button="Mark it void"
      reasonFirst
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSave={(reason) =>
        act.mutate(
          { form: form.id, reason },
          {
            onSuccess: () => {
              say(`${form.number} is void.`);
              onClose();
            },
          },
        )
      }
    >
      <Text>
        A form that is void is neither printed nor entered, and its scan is not taken in. Undo does not reach
        this: where it is still wanted, another is issued.
      </Text>
    </ReasonDialog>
  );
}

function PrintDialog({ form, onClose }: { readonly form: Id; readonly onClose: () => void }) {
  const printed = useAsk('form.print', { forms: [form] }, { fresh: true });
  return (
    <Dialog onClose={onClose} title="Print a form">
      <Answered query={printed}>{({ url }) => <PaperLink href={url}>Open it to print</PaperLink>}</Answered>
    </Dialog>
  );
}

type Acting =
  | { readonly what: 'issue' | 'wordings' }
  | { readonly what: 'print'; readonly form: Id }
  | { readonly what: 'void'; readonly form: Form };

function Act({ acting, onClose }: { readonly acting: Acting; readonly onClose: () => void }) {
  switch (acting.what) {
    case 'issue':
      return <IssueDialog onClose={onClose} />;
    case 'wordings':
      return <WordingsDialog onClose={onClose} />;
    case 'print':
      return <PrintDialog form={acting.form} onClose={onClose} />;
    case 'void':
      return <VoidDialog form={acting.form} onClose={onClose} />;
  }
}

const columns = [
  ...['Form', 'Patient', 'About', 'State', 'Issued'],
  { name: 'What can be done', unseen: true as const },
];

/** Consent forms that are out, that came back, that are entered. */
export function FormsPage() {
  const may = useMay();
  const [filter, setFilter] = useState<Filter>({ state: null, purpose: null });
  const [offset, setOffset] = useState(0);
  const [acting, setActing] = useState<Acting | null>(null);
  const { state, purpose } = filter;
  const narrowed = { ...(state ? { state } : {}), ...(purpose ? { purpose } : {}) };
  const list = useAsk('form.list', { ...narrowed, offset, limit }, { keep: true });
  const actions = (
    <Group gap="sm">
      {may('form.templates') && (
        <Button variant="default" onClick={() => setActing({ what: 'wordings' })}>
          Wordings
        </Button>
      )}
      {may('form.issue') && <Button onClick={() => setActing({ what: 'issue' })}>Issue forms</Button>}
    </Group>
  );
  return (
    <Page title="Consent forms" actions={actions}>
      <ConsentTabs />
      <Stack gap="md">
        {may('form.receive') && <ReceiveScans />}
        <Filters
          filter={filter}
          onChange={(next) => {
            setFilter(next);
            setOffset(0);
          }}
        />
        <Answered query={list}>
          {({ total, forms }) =>
            total === 0 ? (
              <Empty title="No form is here">
                Issue one, print it, and drop its scan here when it comes back signed.
              </Empty>
            ) : (
              <>
                <Table>
                  <TableHead columns={columns} />
                  <TableRows>
                    {forms.map((form) => (
                      <Row
                        key={form.id}
                        form={form}
                        onPrint={(id) => setActing({ what: 'print', form: id })}
                        onVoid={(row) => setActing({ what: 'void', form: row })}
                      />
                    ))}
                  </TableRows>
                </Table>
                <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
              </>
            )
          }
        </Answered>
      </Stack>
      {acting && <Act acting={acting} onClose={() => setActing(null)} />}
    </Page>
  );
}
