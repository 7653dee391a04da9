import { Checkbox, Group, List, Loader, Text } from '@mantine/core';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import { timeText } from '../../parts/player/timing.ts';
import { Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { signOffCommands } from './commands.ts';
import type { useSignOff } from './use-sign-off.ts';

type Sheet = Pick<
  ReturnType<typeof useSignOff>,
  'residue' | 'left' | 'mustSee' | 'residueSeen' | 'setResidueSeen'
>;

/** What can still be read in the copy. Nobody signs it off who has not looked at that. */
export function Residue({ sheet }: { readonly sheet: Sheet }) {
  const { residue, left, mustSee, residueSeen, setResidueSeen } = sheet;
  if (residue.isPending) {
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" aria-hidden />
        <Text>Searching the copy for words that are left.</Text>
      </Group>
    );
  }
  if (!mustSee) return null;
  return (
    <Notice
      tone="needs"
      title={left.length > 0 ? 'This can still be read in the copy' : 'This copy was not searched for words'}
    >
      {left.length > 0 ? (
        <List size="sm">
          {left.map(({ x, y, text, critical, from }) => (
            <List.Item key={`${x} ${y} ${text}`}>
              <Mono>{text ?? 'A barcode'}</Mono>
              {critical && ', which names the patient'}
              {from !== undefined && ` (at ${timeText(from)})`}
            </List.Item>
          ))}
        </List>
      ) : (
        <Text>Please look through it yourself.</Text>
      )}
      <Checkbox
        mt="xs"
        aria-label="I looked at each of these"
        label={
          <Group gap={6}>
            I looked at each of these <KeyHint command={signOffCommands.residue} />
          </Group>
        }
        checked={residueSeen}
        onChange={({ currentTarget }) => setResidueSeen(currentTarget.checked)}
      />
    </Notice>
  );
}
