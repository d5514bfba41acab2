import { VisuallyHidden } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ChangeRow } from '../api/api-types.js';
import { useFieldName } from '../components/use-field-name.js';
import { useTexts } from '../i18n/use-texts.js';
import type { FieldDifference } from './differences-of.js';
import classes from './differences.module.css';

type ChangePattern = ChangeRow['patterns'][string];

interface DifferenceProps {
  readonly difference: FieldDifference;
  /** Whether the user was created, so that there is no previous value. */
  readonly isNew: boolean;
  readonly pattern: ChangePattern | undefined;
}

/** What a reader could overlook. That a value appears or vanishes is seen at once. */
const TOLD = ['letterCase', 'mailDomain', 'moved', 'extended', 'shortened'] as const satisfies readonly ChangePattern[];

export function Difference({ difference, isNew, pattern }: DifferenceProps) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const { field, before, after } = difference;
  const told = TOLD.find((each) => each === pattern);
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
        {told && <span className={classes.pattern}>{t(`changes.valuePatterns.${told}`)}</span>}
      </dd>
    </div>
  );
}
