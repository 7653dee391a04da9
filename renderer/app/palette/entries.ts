import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { fitOf } from '../../parts/commands/fuzzy.ts';
import { strokesFor } from '../../parts/commands/shortcuts.ts';
import { strokeWords } from '../../parts/commands/stroke.ts';
import { offeredNow } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { libraryQuery } from '../../parts/library-query.ts';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { fullName } from '../../parts/subject-picker.tsx';
import { useStore } from '../../ui/store.ts';
import { recent } from './recent.ts';

/** One line of the palette. */
export interface Entry {
  readonly key: string;
  readonly group: string;
  readonly name: string;
  readonly stroke?: string | undefined;
  /** Why it does nothing now; such a line is grey and says so. */
  readonly refused?: string | undefined;
  readonly lasting?: boolean | undefined;
  readonly run: () => void;
}

/** At most this many of what is asked of the engine. */
const mostFound = 6;

function useCommandEntries(typed: string): Entry[] {
  // What held when the palette was opened: over it nothing else is offered.
  const [offered] = useState(offeredNow);
  return offered
    .flatMap(({ command, act }) => {
      const score = fitOf(typed, command.name);
      if (act === true || score === null || command.id === 'general.palette') return [];
      const [stroke] = strokesFor(command);
      const refused = typeof act === 'string' ? act : undefined;
      return [
        {
          score: refused ? score - 1_000 : score,
          entry: {
            key: command.id,
            group: command.place,
            name: command.name,
            stroke: stroke && strokeWords(stroke),
            refused,
            lasting: command.lasting,
            run: typeof act === 'string' ? () => undefined : act,
          },
        },
      ];
    })
    .sort((a, b) => (typed.trim() === '' ? 0 : b.score - a.score))
    .map(({ entry }) => entry);
}

const padded = (letter: string, digits: string): string => `${letter}-${digits.padStart(6, '0')}`;

/** The digits of a number of the library's own, typed with or without its letter and noughts. */
const digitsOf = (letter: string, typed: string): string | null =>
  new RegExp(`^(?:${letter}-?)?0*(\\d{1,9})$`, 'i').exec(typed.trim())?.[1] ?? null;

function useRecordingEntries(typed: string): Entry[] {
  const go = useGo();
  const visited = useStore(recent);
  const digits = digitsOf('R', typed);
  const found = useAsk(
    'recording.byNumber',
    { numbers: [padded('R', digits ?? '')] },
    { enabled: digits !== null },
  ).data;
  const all = [
    ...visited.filter(({ number }) => fitOf(typed, number) !== null),
    ...((digits && found) || []),
  ];
  return [...new Map(all.map((one) => [one.id, one])).values()].map(({ id, number }) => ({
    key: id,
    group: typed.trim() === '' ? 'Recordings you were at' : 'Recordings',
    name: `Recording ${number}`,
    run: () => go(places.recording(id)),
  }));
}

function usePatientEntries(typed: string): Entry[] {
  const go = useGo();
  const may = useMay();
  const asking = typed.trim().length >= 2 && may('subject.find');
  const found = useAsk('subject.find', { text: typed.trim() || '-' }, { enabled: asking, keep: true }).data;
  if (!asking) return [];
  return (found ?? []).slice(0, mostFound).map((subject) => ({
    key: subject.id,
    group: 'Patients',
    name: `${fullName(subject)}, ${subject.number}`,
    run: () => go(places.subject(subject.id)),
  }));
}

function useAgreementEntries(typed: string): Entry[] {
  const go = useGo();
  const may = useMay();
  const digits = digitsOf('A', typed);
  const asking = digits !== null && may('agreement.list');
  const found = useAsk('agreement.list', { limit: 500 }, { enabled: asking }).data;
  if (!asking) return [];
  const line = ({ id, number }: { id: Id; number: string }): Entry => ({
    key: id,
    group: 'Agreements',
    name: `Agreement ${number}`,
    run: () => go(places.agreement(id)),
  });
  return (found?.agreements ?? []).filter(({ number }) => number === padded('A', digits)).map(line);
}

/** What fits what was typed: commands, recordings, patients and agreements that this person may know of. */
export function useEntries(typed: string): Entry[] {
  const go = useGo();
  const [asked] = useDebouncedValue(typed, 150);
  const commands = useCommandEntries(typed);
  const recordings = useRecordingEntries(asked);
  const patients = usePatientEntries(asked);
  const agreements = useAgreementEntries(asked);
  const words = typed.trim();
  const search: Entry = {
    key: 'search',
    group: 'Library',
    name: `Search the library for “${words}”`,
    run: () => {
      libraryQuery.set({ ...libraryQuery.get(), text: words });
      go(places.library);
    },
  };
  if (words === '') return [...recordings, ...commands];
  return [...commands.slice(0, 12), ...recordings, ...patients, ...agreements, search];
}
