import { ActionIcon, CloseButton, Text } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useMatches } from '@tanstack/react-router';
import { useKeyProps } from '../../parts/commands/key-hint.tsx';
import { Cite, useClause } from '../../parts/guidance.tsx';
import { useStore } from '../../ui/store.ts';
import { general } from '../commands.ts';
import classes from './help.module.css';
import { helpOpen } from './help-open.ts';
import { type HelpText, helpTexts } from './help-texts.ts';

const panelId = 'help';

/** In the top line: shows and hides the help of the page. */
export function HelpButton() {
  const open = useStore(helpOpen);
  const keys = useKeyProps(general.help);
  return (
    <ActionIcon
      {...keys}
      aria-label="Help of this page"
      aria-expanded={open}
      aria-controls={panelId}
      onClick={() => helpOpen.set(!open)}
    >
      <IconHelp size={18} aria-hidden />
    </ActionIcon>
  );
}

/** What the page is for, how it is used, and the paragraph of the guidance it rests on. Nothing while it is shut. */
export function Help() {
  const open = useStore(helpOpen);
  const route: string = useMatches().at(-1)?.routeId ?? '';
  const text = (helpTexts as Readonly<Record<string, HelpText>>)[route];
  const clause = useClause(text?.paragraph ?? '');
  if (!open) return null;
  return (
    <section id={panelId} className={classes.help} aria-label="Help">
      <div>
        {text ? (
          <>
            <Text>{text.says.join(' ')}</Text>
            {clause && (
              <Text mt={4}>
                What it rests on: {clause} <Cite paragraph={text.paragraph} />
              </Text>
            )}
          </>
        ) : (
          <Text>There is nothing at this address.</Text>
        )}
      </div>
      <CloseButton aria-label="Close the help" onClick={() => helpOpen.set(false)} />
    </section>
  );
}
