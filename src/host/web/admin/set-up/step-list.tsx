import { Anchor } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { setUpPage, type Step, STEP_TITLES, STEPS } from './steps.js';
import classes from './step-list.module.css';

interface StepListProps {
  readonly current: Step;
  /** The data pool; undefined until it is connected: then no other step can be opened. */
  readonly pool?: string;
}

/** The four steps, of which those before the current one can be opened again. */
export function StepList({ current, pool }: StepListProps) {
  const { t } = useTexts();
  const at = STEPS.indexOf(current);
  return (
    <ol className={classes.steps} aria-label={t('setUp.stepsLabel')}>
      {STEPS.map((step, index) => (
        <li key={step} className={classes.step} aria-current={index === at ? 'step' : undefined}>
          <span className={classes.number} aria-hidden>
            {index < at ? <IconCheck size={16} stroke={2.4} /> : index + 1}
          </span>
          <span className={classes.title}>
            {index < at && pool !== undefined ? (
              <Anchor component={Link} to={setUpPage(pool, step)} inherit>
                {t(STEP_TITLES[step])}
              </Anchor>
            ) : (
              t(STEP_TITLES[step])
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
