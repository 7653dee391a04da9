import { List, Stack, Text } from '@mantine/core';
import { IconBan, IconCheck } from '@tabler/icons-react';
import { Notice } from '../ui/failure.tsx';
import { Cites } from './guidance.tsx';

interface DecisionViewProps {
  readonly decision: {
    readonly outcome: 'permit' | 'refuse' | 'ask';
    readonly cites: readonly string[];
    readonly reasons: readonly string[];
    readonly remedies: readonly string[];
  };
  readonly title?: string;
}

/** A decision in the same words everywhere: the answer, why, and what would change it. It informs; it is no error. */
export function DecisionView({ decision, title }: DecisionViewProps) {
  const { outcome, cites, reasons, remedies } = decision;
  const permitted = outcome === 'permit';
  return (
    <Notice
      tone={permitted ? 'fine' : 'plain'}
      icon={permitted ? <IconCheck size={18} /> : <IconBan size={18} />}
      {...(title ? { title } : {})}
    >
      <Stack gap={4}>
        {reasons.map((reason, index) => (
          <Text key={reason}>
            {reason} {index === 0 && <Cites paragraphs={cites} />}
          </Text>
        ))}
        {remedies.length > 0 && (
          <>
            <Text fw={600}>What would change this</Text>
            <List size="sm">
              {remedies.map((remedy) => (
                <List.Item key={remedy}>{remedy}</List.Item>
              ))}
            </List>
          </>
        )}
      </Stack>
    </Notice>
  );
}
