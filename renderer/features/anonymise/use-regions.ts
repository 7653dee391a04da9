import { useCallback, useReducer } from 'react';
import { fitted, inReadingOrder, type Region, type Size, type SoundStretch, withNew } from './regions.ts';

type Box = Pick<Region, 'x' | 'y' | 'w' | 'h'>;

export interface Regions {
  /** In the order of the list: what names the patient first, then as one reads. */
  readonly all: readonly Region[];
  readonly active: number | null;
  /** What becomes of the sound, and when; a photograph has none. */
  readonly spans: readonly SoundStretch[];
  readonly setSpans: (spans: readonly SoundStretch[]) => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly activate: (key: number | null) => void;
  /** Adds a region and makes it the active one; answers its key. */
  readonly add: (box: Box, more?: Partial<Pick<Region, 'from' | 'to' | 'state'>>) => number;
  /** Changes where a region lies; a locked one stays. */
  readonly change: (region: Region) => void;
  readonly decide: (key: number, state: Region['state']) => void;
  readonly lock: (key: number) => void;
  readonly remove: (key: number) => void;
  /** Adds what was found since, but for what is there already. */
  readonly offer: (found: readonly Region[]) => void;
  /** Begins a change that undo takes back as a whole, such as a drag. */
  readonly remember: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** All that undo takes back. */
interface Decided {
  readonly all: readonly Region[];
  readonly spans: readonly SoundStretch[];
}

interface Desk extends Decided {
  readonly active: number | null;
  readonly past: readonly Decided[];
  readonly future: readonly Decided[];
}

type Act =
  | { readonly kind: 'activate'; readonly key: number | null }
  | { readonly kind: 'remember' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** `step` begins a step of its own for undo. */
  | {
      readonly kind: 'set';
      readonly step: boolean;
      readonly make: (all: readonly Region[]) => readonly Region[];
    }
  | { readonly kind: 'sound'; readonly spans: readonly SoundStretch[] };

const now = ({ all, spans }: Desk): Decided => ({ all, spans });

const step = (desk: Desk): Desk => ({ ...desk, past: [...desk.past, now(desk)], future: [] });

function after(desk: Desk, act: Act): Desk {
  if (act.kind === 'activate') return { ...desk, active: act.key };
  if (act.kind === 'remember') return step(desk);
  if (act.kind === 'undo') {
    const last = desk.past.at(-1);
    if (!last) return desk;
    return { ...desk, ...last, past: desk.past.slice(0, -1), future: [now(desk), ...desk.future] };
  }
  if (act.kind === 'redo') {
    const [next, ...future] = desk.future;
    return next ? { ...desk, ...next, past: [...desk.past, now(desk)], future } : desk;
  }
  if (act.kind === 'sound') return { ...step(desk), spans: act.spans };
  const all = act.make(desk.all);
  return all === desk.all ? desk : { ...(act.step ? step(desk) : desk), all };
}

export const nextKey = (all: readonly Region[]): number => Math.max(0, ...all.map(({ key }) => key)) + 1;

const noSpans: readonly SoundStretch[] = [];

/** What is decided on one recording, with undo and redo as far back as it was opened. */
export function useRegions(size: Size, begin: readonly Region[], heard = noSpans): Regions {
  const [desk, act] = useReducer(after, { all: begin, spans: heard, active: null, past: [], future: [] });
  const { all, spans, active, past, future } = desk;
  const set = (step: boolean, make: (all: readonly Region[]) => readonly Region[]): void =>
    act({ kind: 'set', step, make });
  const alter = (key: number, change: (region: Region) => Region): void =>
    set(true, (regions) => regions.map((region) => (region.key === key ? change(region) : region)));
  const activate = useCallback((key: number | null): void => act({ kind: 'activate', key }), []);
  const offer = useCallback(
    (found: readonly Region[]): void =>
      act({ kind: 'set', step: false, make: (regions) => withNew(regions, found) }),
    [],
  );
  return {
    all: inReadingOrder(all, size),
    active,
    spans,
    setSpans: (next) => act({ kind: 'sound', spans: next }),
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    activate,
    offer,
    add(box, more = {}) {
      const key = nextKey([...all, ...past.flatMap((before) => before.all)]);
      const drawn = {
        origin: 'drawn',
        state: 'kept',
        locked: false,
        kind: 'text',
        text: null,
        critical: false,
      } as const;
      set(true, (regions) => [...regions, fitted({ ...box, key, ...drawn, ...more }, size)]);
      activate(key);
      return key;
    },
    change: (region) =>
      set(false, (regions) =>
        regions.map((other) => {
          if (other.key !== region.key || other.locked) return other;
          const origin = other.origin === 'drawn' ? 'drawn' : 'moved';
          return fitted({ ...region, origin }, size);
        }),
      ),
    decide: (key, state) => alter(key, (region) => ({ ...region, state })),
    lock: (key) => alter(key, (region) => ({ ...region, locked: !region.locked })),
    remove(key) {
      set(true, (regions) => regions.filter((region) => region.key !== key));
      if (active === key) activate(null);
    },
    remember: () => act({ kind: 'remember' }),
    undo: () => act({ kind: 'undo' }),
    redo: () => act({ kind: 'redo' }),
  };
}
