import { useLocation } from '@tanstack/react-router';
import classes from './consent-tabs.module.css';
import { Go } from './go.tsx';
import { places } from './places.ts';

const tabs = [
  { to: places.consent, name: 'Agreements' },
  { to: places.forms, name: 'Forms' },
  { to: places.round, name: 'Asking afterwards' },
  { to: places.subjects, name: 'Patients' },
];

/** The parts of Consent. */
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
