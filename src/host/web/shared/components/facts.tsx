import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  /** Tells facts with the same label apart. @default the label */
  readonly key?: string;
  readonly label: string;
  readonly value: ReactNode;
}

interface FactsProps {
  readonly facts: readonly Fact[];
  /** For values that need the whole width. @default false */
  readonly isOneColumn?: boolean;
}

/** A list of labels and values, in several columns if the width allows. */
export function Facts({ facts, isOneColumn = false }: FactsProps) {
  return (
    <dl className={isOneColumn ? classes.column : classes.list}>
      {facts.map(({ label, value, key = label }) => (
        <div key={key} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
