import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** Where the value comes from. */
  readonly source?: string;
}

/** Names and values in two columns. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value, source }) => (
        <div key={name} className={classes.row}>
          <dt>{name}</dt>
          <dd>
            {value}
            {source && <span className={classes.source}> {source}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
