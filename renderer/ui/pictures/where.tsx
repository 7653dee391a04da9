import classes from './pictures.module.css';

/** Says over the pictures where one is while they go by too fast to show it. */
export const Where = ({ children }: { readonly children: string }) => (
  <div aria-hidden className={classes.where}>
    <span>{children}</span>
  </div>
);
