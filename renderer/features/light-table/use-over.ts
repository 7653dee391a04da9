import { useState } from 'react';
import type { LaidOver } from '../../parts/laid-over.tsx';
import type { Detail } from '../../parts/renditions.ts';
import { useVeiled } from '../../parts/veil.tsx';
import type { View } from '../../parts/zoom.ts';

/** At first as much of the one as of the other. */
const usualStrength = 0.5;

export interface Over {
  readonly on: boolean;
  readonly strength: number;
  readonly turn: () => void;
  readonly setStrength: (strength: number) => void;
  /** Hears the address of the first picture. */
  readonly onPicture: (src: string | null) => void;
  /** What lies over the others, with the view of the first; null where it is off, blurred or no picture. */
  readonly laid: (view: View) => LaidOver | null;
}

/** The first picture, faintly over the others: whether two visits show the same view. */
export function useOver(first: Detail | null): Over {
  const [on, setOn] = useState(false);
  const [strength, setStrength] = useState(usualStrength);
  const [src, setSrc] = useState<string | null>(null);
  const veiled = useVeiled(first?.id ?? '', first?.classification.category);
  return {
    on,
    strength,
    turn: () => setOn(!on),
    setStrength,
    onPicture: setSrc,
    laid: (view) => (on && src && !veiled ? { src, view, strength } : null),
  };
}
