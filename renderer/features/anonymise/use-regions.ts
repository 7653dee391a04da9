import { useCallback, useRef, useState } from 'react';
import { fitted, type Region, type Size } from './regions.ts';

export interface Regions {
  readonly all: readonly Region[];
  readonly active: number | null;
  readonly canUndo: boolean;
  readonly activate: (key: number | null) => void;
  /** Adds a region and makes it the active one. */
  readonly add: (box: { x: number; y: number; w: number; h: number }) => number;
  readonly change: (region: Region) => void;
  readonly remove: (key: number) => void;
  /** Begins a change that undo takes back as a whole, such as a drag. */
  readonly remember: () => void;
  readonly undo: () => void;
}

/** The regions of one picture, with undo. */
export function useRegions(size: Size): Regions {
  const [all, setAll] = useState<readonly Region[]>([]);
  const [active, activate] = useState<number | null>(null);
  const [past, setPast] = useState<readonly (readonly Region[])[]>([]);
  const next = useRef(1);

  const remember = useCallback(() => setPast((before) => [...before.slice(-99), all]), [all]);
  const add = (box: { x: number; y: number; w: number; h: number }): number => {
    const key = next.current;
    next.current += 1;
    remember();
    setAll((regions) => [...regions, fitted({ ...box, key, source: 'drawn by hand' }, size)]);
    activate(key);
    return key;
  };
  const change = (region: Region): void =>
    setAll((regions) => regions.map((other) => (other.key === region.key ? fitted(region, size) : other)));
  const remove = (key: number): void => {
    remember();
    setAll((regions) => regions.filter((region) => region.key !== key));
    if (active === key) activate(null);
  };
  const undo = (): void => {
    const last = past.at(-1);
    if (!last) return;
    setAll(last);
    setPast(past.slice(0, -1));
  };
  return { all, active, canUndo: past.length > 0, activate, add, change, remove, remember, undo };
}
