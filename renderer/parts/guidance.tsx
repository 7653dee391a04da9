import { Popover, Text, UnstyledButton } from '@mantine/core';
import { createContext, type KeyboardEvent, useContext, useState } from 'react';
import classes from './guidance.module.css';
import { named, shownNumber, type Year } from './paragraphs.ts';
import { SessionContext } from './session.ts';

/** What each paragraph of each edition asks, in our own words, by edition and number: `2002:14e`. */
export const GuidanceContext = createContext<ReadonlyMap<string, string>>(new Map());

/** The edition whose numbers stand without a year: the one that the library decides by. */
export const useOwnYear = (): Year =>
  useContext(SessionContext)?.session.library.edition === 'gmc-2011' ? '2011' : '2002';

export function useClause(paragraph: string): string | null {
  const year = useOwnYear();
  return useContext(GuidanceContext).get(named(paragraph, year)) ?? null;
}

/** A paragraph's number; choosing it shows what the paragraph asks. */
export function Cite({ paragraph }: { readonly paragraph: string }) {
  const number = shownNumber(paragraph, useOwnYear());
  const clause = useClause(paragraph);
  const [open, setOpen] = useState(false);
  if (!clause) return <span className={classes.cite}>[{number}]</span>;
  // The focus stays on the number, so the number has to hear Escape: before the dialog or page under it does.
  const closed = (event: KeyboardEvent): void => {
    if (!open || event.key !== 'Escape') return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <Popover
      width={320}
      position="bottom"
      withArrow
      shadow="md"
      trapFocus={false}
      opened={open}
      onChange={setOpen}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.cite}
          aria-label={`Paragraph ${number}: what it asks`}
          data-mantine-stop-propagation={open}
          onClick={() => setOpen(!open)}
          onKeyDown={closed}
          onBlur={({ relatedTarget }) => relatedTarget && setOpen(false)}
        >
          [{number}]
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600}>Paragraph {number} of the guidance</Text>
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
