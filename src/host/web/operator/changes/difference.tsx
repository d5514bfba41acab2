import { VisuallyHidden } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { FieldDifference } from './differences-of.js';
import classes from './differences.module.css';

interface DifferenceProps {
  readonly difference: FieldDifference;
  /** Whether the user was created, so that there is no previous value. */
  readonly isNew: boolean;
}

export function Difference({ difference, isNew }: DifferenceProps) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const { field, before, after } = difference;
  return (
    <div className={classes.row}>
      <dt>{fieldName(field)}</dt>
      <dd>
        {!isNew && (
          <>
            <VisuallyHidden>{t('changes.before')} </VisuallyHidden>
            <span className={classes.before}>{before ?? t('changes.empty')}</span>
            <IconArrowRight size={14} aria-hidden className={classes.arrow} />
            <VisuallyHidden> {t('changes.after')} </VisuallyHidden>
          </>
        )}
        <span className={after === null ? classes.empty : undefined}>{after ?? t('changes.empty')}</span>
      </dd>
    </div>
  );
}
