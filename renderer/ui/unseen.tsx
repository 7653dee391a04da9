import type { ReactNode } from 'react';
import classes from './unseen.module.css';

/** Words for those who listen. Plain, as hundreds of them come and go while the library scrolls. */
export const Unseen = ({ children }: { readonly children: ReactNode }) => (
  <span className={classes.unseen}>{children}</span>
);
