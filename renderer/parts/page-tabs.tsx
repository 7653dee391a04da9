import { useLocation } from '@tanstack/react-router';
import { Go } from './go.tsx';
import classes from './page-tabs.module.css';

interface PageTabsProps {
  /** What the pages are parts of. */
  readonly of: string;
  readonly tabs: readonly { readonly to: string; readonly name: string }[];
}

/** The pages of one part of the window, and on which of them one is. */
export function PageTabs({ of, tabs }: PageTabsProps) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={of}>
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
