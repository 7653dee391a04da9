import { Combobox, Kbd, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { fieldHelp, fieldNames } from '../../shared/domain/search/fields.ts';
import { useAsk } from '../client/queries.ts';
import { useGo } from '../parts/go.tsx';
import { libraryQuery } from '../parts/library-query.ts';
import { places } from '../parts/places.ts';
import { counted } from '../ui/amounts.ts';
import { useStore } from '../ui/store.ts';
import { FoundElsewhere, placeChosen, useFoundElsewhere } from './found-elsewhere.tsx';
import classes from './shell.module.css';

type Suggestion = Output<'recording.suggest'>[number];

/** How long typing rests before the library is searched, and before ends for it are asked for. */
const restMs = 150;
const suggestMs = 120;

/** What the search understands, for who asks before typing. */
const fields: readonly Suggestion[] = fieldNames.map((name) => ({
  text: `${name}:`,
  shown: fieldHelp[name],
  kind: 'field',
  count: null,
}));

const kindWords: Readonly<Record<Suggestion['kind'], string>> = {
  field: 'Field',
  value: 'Value',
  word: 'Word',
  name: 'Patient',
};

function useSuggestions(text: string, asking: boolean): readonly Suggestion[] {
  const [rested] = useDebouncedValue(text, suggestMs);
  const enabled = asking && rested.trim() !== '';
  const found = useAsk('recording.suggest', { text: rested }, { enabled, keep: true }).data;
  if (!asking) return [];
  return text.trim() === '' ? fields : enabled ? (found ?? []) : [];
}

function SuggestionLine({ suggestion }: { readonly suggestion: Suggestion }) {
  const { text, shown, kind, count } = suggestion;
  return (
    <Combobox.Option value={text} className={classes.suggestion}>
      <span className={classes.suggested}>
        {kind === 'field' && <b>{text.split(/\s+/).at(-1)}</b>} {shown}
      </span>
      <Text component="span" size="xs" c="dimmed" className={classes.suggestedKind}>
        {count === null ? kindWords[kind] : counted(count, 'recording')}
      </Text>
    </Combobox.Option>
  );
}

/** The search of the library: results as one types, ends to choose from, Enter goes to what is found. */
export function SearchField() {
  const go = useGo();
  const query = useStore(libraryQuery);
  const [text, setText] = useState(query.text ?? '');
  const [open, setOpen] = useState(false);
  const combobox = useCombobox({
    opened: open,
    onOpenedChange: setOpen,
    onDropdownClose: () => combobox.resetSelectedOption(),
  });
  const suggestions = useSuggestions(text, open);
  const found = useFoundElsewhere(text, open);
  useEffect(() => setText(query.text ?? ''), [query.text]);
  useEffect(() => {
    if (text === libraryQuery.get().text) return;
    const timer = setTimeout(() => libraryQuery.set({ ...libraryQuery.get(), text }), restMs);
    return () => clearTimeout(timer);
  }, [text]);

  const take = (next: string): void => {
    const place = placeChosen(next);
    if (place) {
      combobox.closeDropdown();
      go(place);
      return;
    }
    setText(next);
    combobox.resetSelectedOption();
    // A field still wants its value, and the list goes on to propose one.
    if (!next.endsWith(':')) combobox.closeDropdown();
  };
  const search = (event: FormEvent): void => {
    event.preventDefault();
    combobox.closeDropdown();
    libraryQuery.set({ ...libraryQuery.get(), text });
    go(places.library);
  };
  return (
    <search className={classes.search}>
      <form onSubmit={search}>
        <Combobox
          store={combobox}
          onOptionSubmit={take}
          shadow="md"
          position="bottom-start"
          withinPortal={false}
        >
          <Combobox.Target withExpandedAttribute>
            <TextInput
              id="search"
              role="combobox"
              aria-autocomplete="list"
              aria-label="Search the library"
              placeholder="Search the library"
              autoComplete="off"
              spellCheck={false}
              maxLength={500}
              leftSection={<IconSearch size={16} aria-hidden />}
              rightSection={<Kbd aria-hidden>/</Kbd>}
              value={text}
              onChange={({ currentTarget }) => {
                setText(currentTarget.value);
                combobox.openDropdown();
                combobox.resetSelectedOption();
              }}
              onBlur={() => combobox.closeDropdown()}
            />
          </Combobox.Target>
          <Combobox.Dropdown className={classes.suggestions} hidden={suggestions.length === 0 && !found}>
            <Combobox.Options aria-label="Ends of the search" mah={340} style={{ overflowY: 'auto' }}>
              {suggestions.map((suggestion) => (
                <SuggestionLine key={suggestion.text} suggestion={suggestion} />
              ))}
              {found && <FoundElsewhere found={found} />}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      </form>
    </search>
  );
}
