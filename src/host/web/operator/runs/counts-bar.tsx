import type { RunRow } from '../../shared/api/wire.js';
import { COUNTS } from './counts.js';
import classes from './run-counts.module.css';

/** The parts of what was read, to scale. The numbers above say the same in words. */
export function CountsBar({ counts }: { readonly counts: RunRow['counts'] }) {
  if (counts.read === 0) return null;
  const rest = COUNTS.reduce((left, { name }) => left - counts[name], counts.read);
  return (
    <div className={classes.bar} aria-hidden>
      {COUNTS.filter(({ name }) => counts[name] > 0).map(({ name, color }) => (
        <span key={name} style={{ background: color, flexGrow: counts[name] }} />
      ))}
      {rest > 0 && <span style={{ flexGrow: rest }} />}
    </div>
  );
}
