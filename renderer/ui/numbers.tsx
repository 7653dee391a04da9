import classes from './facts.module.css';

/** A number of the library's own, such as R-000123: it tells nothing about anybody. */
export const Mono = ({ children }: { readonly children: string }) => (
  <span className={classes.mono}>{children}</span>
);
