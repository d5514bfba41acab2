import type { RunRow } from '../../shared/api/api-types.js';
import { countsMeaning } from '../../shared/api/counts-meaning.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Section } from '../../shared/components/section.js';
import { besideSum, COUNTS } from './counts.js';
import classes from './run-counts.module.css';

interface RunCountsProps {
  readonly run: Pick<RunRow, 'id' | 'counts' | 'effect' | 'reverts'>;
}

/** The number of entries read and the results, or what they would be. They add up to the total unless the run was interrupted. */
export function RunCounts({ run }: RunCountsProps) {
  const isPlan = countsMeaning(run) === 'planned';
  const { counts } = run;
  const helpOfRun = isPlan ? 'counts.plannedHelp' : 'counts.help';
  const helpOfRevert = isPlan ? 'counts.revertPlannedHelp' : 'counts.revertHelp';
  const { t } = useTexts();
  const { number } = useFormats();
  return (
    <Section
      title={t(isPlan ? (run.reverts ? 'counts.revertPlannedTitle' : 'counts.plannedTitle') : 'counts.title')}
      help={t(run.reverts ? helpOfRevert : helpOfRun)}
    >
      <dl className={classes.counts}>
        <div className={classes.whole}>
          <dt>{t(run.reverts ? 'counts.revertRead' : 'counts.read')}</dt>
          <dd data-count="read">{number(counts.read)}</dd>
        </div>
        {COUNTS.map(({ name, kind, text, planned, color }) => (
          <div key={name} className={classes.part}>
            <dt>
              <span className={classes.dot} style={{ background: color }} aria-hidden />
              <RowsLink to={counts[name] + besideSum(counts, name) > 0 ? linkOf(name, kind) : undefined}>
                {t(isPlan ? planned : text)}
              </RowsLink>
            </dt>
            <dd>
              <span data-count={name}>{number(counts[name])}</span>
              {besideSum(counts, name) > 0 && (
                <span className={classes.beside}> + {number(besideSum(counts, name))}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <CountsBar counts={counts} />
      {counts.notSeen > 0 && (
        <Text size="sm">
          <Anchor component={Link} to={isPlan ? '?tab=read-report' : '/users?notSeen=true'} inherit>
            {t('counts.notSeen', { count: counts.notSeen, shown: number(counts.notSeen) })}
          </Anchor>
        </Text>
      )}
      {counts.incomplete > 0 && (
        <Text size="sm">
          <RowsLink to="?tab=problems">
            {t('counts.incomplete', { count: counts.incomplete, shown: number(counts.incomplete) })}
          </RowsLink>
        </Text>
      )}
      {counts.pinned > 0 && (
        <Text size="sm">
          <Anchor component={Link} to="/users?pinned=true" inherit>
            {t('counts.pinned', { count: counts.pinned, shown: number(counts.pinned) })}
          </Anchor>
        </Text>
      )}
      {counts.released > 0 && (
        <Text size="sm">
          <RowsLink to="?tab=changes&kind=update">
            {t('counts.released', { count: counts.released, shown: `+ ${number(counts.released)}` })}
          </RowsLink>
        </Text>
      )}
    </Section>
  );
}

/** The rows that a number counts; unchanged users have none. */
function linkOf(name: string, kind: string | undefined): string | undefined {
  if (name === 'problems') return '?tab=problems';
  return kind && `?tab=changes&kind=${kind}`;
}

function RowsLink({ to, children }: { readonly to: string | undefined; readonly children: string }) {
  if (to === undefined) return children;
  return (
    <Anchor component={Link} to={to} preventScrollReset inherit>
      {children}
    </Anchor>
  );
}

/** The results as a proportional bar. Hidden from screen readers, which read the numbers above. */
function CountsBar({ counts }: { readonly counts: RunRow['counts'] }) {
  if (counts.read === 0) return null;
  const remaining = COUNTS.reduce((left, { name }) => left - counts[name], counts.read);
  return (
    <div className={classes.bar} aria-hidden>
      {COUNTS.filter(({ name }) => counts[name] > 0).map(({ name, color }) => (
        <span key={name} style={{ background: color, flexGrow: counts[name] }} />
      ))}
      {remaining > 0 && <span style={{ flexGrow: remaining }} />}
    </div>
  );
}
