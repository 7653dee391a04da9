import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import type { Category } from '../../shared/domain/policy/words.ts';
import { createStore, useStore } from '../ui/store.ts';
import { usePreferences } from './preferences.ts';
import classes from './veil.module.css';

/** The pictures that were asked for, until the library locks. */
const uncovered = createStore<ReadonlySet<string>>(new Set());

/** Shows one blurred picture, or blurs it again. `picture` is the recording's id, or whatever else the veil was given. */
export function lift(picture: string): void {
  const next = new Set(uncovered.get());
  if (!next.delete(picture)) next.add(picture);
  uncovered.set(next);
}

/** Whether a picture of this category is blurred for this person; `undefined` where the category is not known here. */
export function useVeiled(picture: string, category: Category | null | undefined): boolean {
  const { blur, blurred } = usePreferences();
  const shown = useStore(uncovered).has(picture);
  if (shown || blur === 'none') return false;
  return blur === 'all' || category === undefined || blurred.includes(category ?? 'unclassified');
}

interface VeilProps {
  /** The id of the recording, by which the picture is uncovered everywhere. */
  readonly picture: string;
  readonly category?: Category | null | undefined;
  /** A viewer: the veil says more and has a button. A tile is uncovered by a click on the word, or by the key. */
  readonly large?: boolean;
  /** A picture of a few lines' height, which has room for a sign only. */
  readonly small?: boolean;
  readonly children: ReactNode;
}

const blurred = 'Blurred, not anonymised';

/** Blurs a picture until it is asked for. It spares a glance and protects nobody: the picture is not anonymised. */
export function Veil({ picture, category, large = false, small = false, children }: VeilProps) {
  const veiled = useVeiled(picture, category);
  if (!veiled) return children;
  const show = (event: MouseEvent): void => {
    event.stopPropagation();
    lift(picture);
  };
  return (
    <div className={classes.veil} data-small={small || undefined}>
      <div className={classes.under} data-large={large || undefined} inert aria-hidden>
        {children}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a pointer's shorter way; the button and the key are the others */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div className={classes.word} onClick={show}>
        {small ? (
          <span role="img" aria-label={blurred} title={blurred}>
            <IconEyeOff size={14} />
          </span>
        ) : (
          <span>{large ? 'Blurred on your screen only. It is not anonymised.' : blurred}</span>
        )}
        {large && (
          <Button variant="default" onClick={show}>
            Show the picture
          </Button>
        )}
      </div>
    </div>
  );
}
