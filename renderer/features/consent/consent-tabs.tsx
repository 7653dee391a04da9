import { useLocation } from '@tanstack/react-router';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import classes from './consent.module.css';

const tabs = [
  { to: places.consent, name: 'Agreements' },
  { to: places.subjects, name: 'Patients' },
];

/** The two halves of Consent. */
export function ConsentTabs() {
  const { pathname } = useLocation();
  return (
    <nav aria-label="Consent">
      <ul className={classes.tabs}>
        {tabs.map(({ to, name }) => (
          <li key={to}>
            {pathname === to ? (
              <span aria-current="page">
                <strong>{name}</strong>
              </span>
            ) : (
              <Go to={to}>{name}</Go>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
