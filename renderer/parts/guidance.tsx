import { Popover, Text, UnstyledButton } from '@mantine/core';
import { createContext, useContext } from 'react';
import classes from './guidance.module.css';

/** What each paragraph of the guidance asks, in our own words, by its number. */
export const GuidanceContext = createContext<ReadonlyMap<string, string>>(new Map());

export const useClause = (paragraph: string): string | null =>
  useContext(GuidanceContext).get(paragraph) ?? null;

/** A paragraph's number; choosing it shows what the paragraph asks. */
export function Cite({ paragraph }: { readonly paragraph: string }) {
  const clause = useClause(paragraph);
  if (!clause) return <span className={classes.cite}>[{paragraph}]</span>;
  return (
    <Popover width={320} position="bottom" withArrow shadow="md" trapFocus={false}>
      <Popover.Target>
        <UnstyledButton className={classes.cite} aria-label={`Paragraph ${paragraph}: what it asks`}>
          [{paragraph}]
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600}>Paragraph {paragraph} of the guidance</Text>
        <Text>{clause}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}

export const Cites = ({ paragraphs }: { readonly paragraphs: readonly string[] }) => (
  <>
    {paragraphs.map((paragraph) => (
      <Cite key={paragraph} paragraph={paragraph} />
    ))}
  </>
);
