import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ChangeRow, UserChangeRow } from '../api/api-types.js';
import { useTexts } from '../i18n/use-texts.js';
import { Difference } from './difference.js';
import { differencesOf } from './differences-of.js';
import classes from './differences.module.css';

const COLLAPSED_ROWS = 4;

/** The entry from which the link is moved, if it is, and the values of each changed field before and after. A long list is collapsed. */
export function Differences({
  change,
}: {
  readonly change: Pick<ChangeRow | UserChangeRow, 'kind' | 'before' | 'after'> &
    Partial<Pick<ChangeRow, 'patterns' | 'formerStableId' | 'formerDn'>>;
}) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const all = differencesOf(change);
  const shown = open ? all : all.slice(0, COLLAPSED_ROWS);
  return (
    <>
      <dl className={classes.list}>
        {change.formerStableId && (
          <div className={classes.row}>
            <dt>{t('changes.linkedAgain')}</dt>
            <dd>{t('changes.linkedFrom', { dn: change.formerDn ?? t('none'), stableId: change.formerStableId })}</dd>
          </div>
        )}
        {shown.map((difference) => (
          <Difference
            key={difference.field}
            difference={difference}
            isNew={change.kind === 'create'}
            pattern={change.patterns?.[difference.field]}
          />
        ))}
      </dl>
      {all.length > COLLAPSED_ROWS && (
        <Button variant="subtle" size="compact-xs" ml={-8} mt={4} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('changes.fewer') : t('changes.more', { count: all.length - COLLAPSED_ROWS })}
        </Button>
      )}
    </>
  );
}
