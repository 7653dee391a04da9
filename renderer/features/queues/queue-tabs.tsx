import { useLocation } from '@tanstack/react-router';
import tabs from '../../parts/consent-tabs.module.css';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';

const parts = [
  { to: places.queues, name: 'What is owed' },
  { to: places.calendar, name: 'Calendar' },
  { to: places.overview, name: 'Where the collection stands' },
];

/** The parts of Queues. */
export function QueueTabs() {
  const { pathname } = useLocation();
  return (
    <nav aria-label="Queues">
      <ul className={tabs.tabs}>
        {parts.map(({ to, name }) => (
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
