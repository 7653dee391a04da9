import { Button, Checkbox, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { Notice } from '../ui/failure.tsx';

interface RecoveryKitProps {
  readonly kit: Output<'library.create'>['recoveryKit'];
  readonly onKept: () => void;
}

/** The recovery kit, shown this once. It goes on only when somebody says that it was put away. */
export function RecoveryKit({ kit, onKept }: RecoveryKitProps) {
  const [kept, setKept] = useState(false);
  return (
    <Stack gap="md">
      <Notice tone="needs" title="This page is shown once">
        Whoever holds it can open the library. Print it, put it in a sealed envelope and keep it in a safe.
        Without it, a lost passphrase means lost recordings.
      </Notice>
      <section className="printed" aria-label="Recovery kit">
        <Title order={2}>{kit.title}</Title>
        {kit.sections.map(({ heading, lines, commands }) => (
          <Stack key={heading} gap="xs" mt="sm">
            <Title order={3}>{heading}</Title>
            {lines.map((line) => (
              <Text key={line} style={{ overflowWrap: 'anywhere' }}>
                {line}
              </Text>
            ))}
            {commands.map((command) => (
              <Code key={command} block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {command}
              </Code>
            ))}
          </Stack>
        ))}
      </section>
      <Checkbox
        label="The kit is printed and put away safely"
        checked={kept}
        onChange={({ currentTarget }) => setKept(currentTarget.checked)}
      />
      <Group>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          Print the kit
        </Button>
        <Button disabled={!kept} onClick={onKept}>
          Go on
        </Button>
      </Group>
    </Stack>
  );
}
