import { Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly says?: string;
  readonly children: ReactNode;
}

/** One matter of the settings. */
export function Section({ title, says, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Stack gap="sm" align="flex-start">
        <Title order={2} id={id}>
          {title}
        </Title>
        {says && <Text c="dimmed">{says}</Text>}
        {children}
      </Stack>
    </section>
  );
}
