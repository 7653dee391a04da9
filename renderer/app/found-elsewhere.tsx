import { Combobox, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useLocation } from '@tanstack/react-router';
import type { Output } from '../../shared/contract/contract.ts';
import { useAsk } from '../client/queries.ts';
import { libraryQuery } from '../parts/library-query.ts';
import { StandingMark } from '../parts/marks.tsx';
import { places } from '../parts/places.ts';
import { counted } from '../ui/amounts.ts';
import { Mono } from '../ui/numbers.tsx';
import { spanText } from '../ui/span-text.ts';
import { useStore } from '../ui/store.ts';
import classes from './shell.module.css';

type Found = Output<'recording.window'>;

/** As many as are looked at while typing; the library has the rest. */
const limit = 5;
const restMs = 150;
const mark = 'recording ';

/** The place of a recording that was chosen below the search field; null for an end of the search. */
export const placeChosen = (value: string): string | null =>
  value.startsWith(mark) ? places.recording(value.slice(mark.length)) : null;

/** What the search finds, on the pages that do not show it themselves. */
export function useFoundElsewhere(text: string, asking: boolean): Found | null {
  const query = useStore(libraryQuery);
  const [rested] = useDebouncedValue(text, restMs);
  const elsewhere = useLocation().pathname !== places.library;
  const enabled = elsewhere && asking && rested.trim() !== '';
  const input = { query: { ...query, text: rested }, offset: 0, limit };
  const found = useAsk('recording.window', input, { enabled, keep: true }).data;
  return (enabled && found) || null;
}

/** The first that are found, each to be gone to, and how many Enter would show. */
export function FoundElsewhere({ found: { total, tiles } }: { readonly found: Found }) {
  return (
    <Combobox.Group label="Recordings">
      {tiles.map(({ id, number, made, standing }) => (
        <Combobox.Option key={id} value={`${mark}${id}`} className={classes.suggestion}>
          <span className={classes.suggested}>
            <Mono>{number}</Mono> {spanText(made)}
          </span>
          <span className={classes.suggestedKind}>
            <StandingMark standing={standing} />
          </span>
        </Combobox.Option>
      ))}
      <Text size="xs" c="dimmed" className={classes.foundInAll}>
        {total === 0
          ? 'No recording that you may know of fits.'
          : `${counted(total, 'recording')} in all. Enter shows ${total === 1 ? 'it' : 'them'} in the library.`}
      </Text>
    </Combobox.Group>
  );
}
