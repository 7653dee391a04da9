import { Button, Group, Select, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { type Role, roleDuties, roleNames, roles } from '../../../shared/domain/user/role.ts';
import { useAsk } from '../../client/queries.ts';
import { RecoveryKit } from '../../parts/recovery-kit.tsx';
import { useMay, useSession } from '../../parts/session.ts';
import { choices } from '../../parts/words.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { AddUser } from './add-user.tsx';
import { ChangeRole } from './change-role.tsx';
import { RemoveUser } from './remove-user.tsx';
import { Section } from './section.tsx';
import type { User } from './user.ts';

interface UserRowProps {
  readonly user: User;
  readonly onRemove: () => void;
  readonly onChangeRole: (role: Role) => void;
}

function UserRow({ user, onRemove, onChangeRole }: UserRowProps) {
  const { user: me, library } = useSession();
  const may = useMay();
  const active = user.state === 'active';
  const other = active && user.id !== me.id;
  return (
    <Table.Tr>
      <Table.Td>{user.name}</Table.Td>
      <Table.Td>
        {other && may('user.setRole') ? (
          <Select
            aria-label={`Role of ${user.name}`}
            data={choices(roleNames)}
            allowDeselect={false}
            value={user.role}
            onChange={(role) => role && role !== user.role && onChangeRole(role as Role)}
          />
        ) : (
          roleNames[user.role]
        )}
      </Table.Td>
      <Table.Td>{momentText(user.addedAt, library.zone)}</Table.Td>
      <Table.Td>
        {!active && 'Removed'}
        {user.id === me.id && 'You'}
        {other && may('user.remove') && (
          <Button variant="default" aria-label={`Remove ${user.name}`} onClick={onRemove}>
            Remove
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** The people of the library and what they do in it. */
export function Users() {
  const may = useMay();
  const list = useAsk('user.list', {});
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<User | null>(null);
  const [changing, setChanging] = useState<{ user: User; role: Role } | null>(null);
  const [kit, setKit] = useState<Output<'user.remove'>['recoveryKit'] | null>(null);
  return (
    <Section title="People">
      <Answered query={list}>
        {(users) => (
          <Table>
            <TableHead columns={['Name', 'Role', 'Added', 'State']} />
            <TableRows>
              {users.map((user) => (
                <UserRow
                  key={user.id}
                  user={user}
                  onRemove={() => setRemoving(user)}
                  onChangeRole={(role) => setChanging({ user, role })}
                />
              ))}
            </TableRows>
          </Table>
        )}
      </Answered>
      {may('user.add') ? (
        <Group>
          <Button variant="default" onClick={() => setAdding(true)}>
            Add a person
          </Button>
        </Group>
      ) : (
        <Text c="dimmed">
          People are added by the custodians, an administrator or information governance.
        </Text>
      )}
      <Title order={3}>What each role may do</Title>
      <Facts facts={roles.map((role) => ({ name: roleNames[role], value: roleDuties[role] }))} />
      {changing && <ChangeRole {...changing} onClose={() => setChanging(null)} />}
      {adding && <AddUser onClose={() => setAdding(false)} />}
      {removing && (
        <RemoveUser
          user={removing}
          onClose={() => setRemoving(null)}
          onRemoved={(fresh) => {
            setRemoving(null);
            setKit(fresh);
          }}
        />
      )}
      {kit && (
        <Dialog
          size="xl"
          title="New recovery kit"
          withCloseButton={false}
          closeOnEscape={false}
          closeOnClickOutside={false}
          onClose={() => setKit(null)}
        >
          <RecoveryKit kit={kit} onKept={() => setKit(null)} />
        </Dialog>
      )}
    </Section>
  );
}
