import { useLocation } from '@tanstack/react-router';
import { useAsk } from '../client/queries.ts';
import { Go } from '../parts/go.tsx';
import { places } from '../parts/places.ts';
import { useMay } from '../parts/session.ts';
import { Notice } from '../ui/failure.tsx';
import classes from './shell.module.css';

/**
 * Tells whoever was asked to be the second person [11] that they were, on every screen until they have answered: a sealed
 * recording is in no queue. It says nothing of which one it is, and in lecture mode it is not there.
 */
export function SealNotice() {
  const { pathname } = useLocation();
  const may = useMay();
  const waiting = useAsk('seal.waiting', {}, { enabled: may('seal.waiting') }).data?.waiting ?? 0;
  if (waiting === 0 || pathname === places.sealed) return null;
  return (
    <div className={classes.told}>
      <Notice tone="needs">
        {waiting === 1
          ? 'A colleague asks you to open a sealed recording with them.'
          : `Colleagues ask you to open ${waiting} sealed recordings with them.`}{' '}
        <Go to={places.sealed}>See what is asked</Go>
      </Notice>
    </div>
  );
}
