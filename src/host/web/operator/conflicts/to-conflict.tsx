import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { ProblemRow } from '../../shared/api/api-types.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { addressOfConflict, isConflict } from '../../shared/why/conflict-address.js';
import { firstValueOf } from '../changes/first-value-of.js';

interface ToConflictProps {
  /** Name of the job. */
  readonly job: string;
  readonly problem: Pick<ProblemRow, 'code' | 'dn' | 'params'>;
}

/** The way to the page on which a problem of a run for everyone is decided, if it can be. */
export function ToConflict({ job, problem }: ToConflictProps) {
  const { t } = useTexts();
  if (!isConflict(problem)) return null;
  const name = { choice: t('conflicts.decide'), of: firstValueOf(problem.dn) };
  return (
    <Anchor
      component={Link}
      to={addressOfConflict(job, problem)}
      inherit
      py={4}
      style={{ width: 'fit-content' }}
      aria-label={t('conflicts.choiceOf', name)}
    >
      {t('conflicts.decide')}
    </Anchor>
  );
}
