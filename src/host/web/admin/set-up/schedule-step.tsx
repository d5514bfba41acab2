import { Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Failure } from '../../shared/components/failure.js';
import { useUndo } from '../../shared/components/use-undo.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { SettingsForm } from '../form/settings-form.js';
import { NamingInputs } from '../naming/naming-inputs.js';
import { formOf } from './form-of.js';
import type { StepProps } from './step-props.js';
import { StepSection } from './step-section.js';
import { setUpPage } from './steps.js';
import { useFinish } from './use-finish.js';
import type { TargetJob } from './use-target-job.js';

/** When the job runs, and what it is called if it is a further one. Saves everything and starts the first plan. */
export function ScheduleStep({ pool, state, draft, definition, target }: StepProps & { readonly target: TargetJob }) {
  const { t } = useTexts();
  const undo = useUndo();
  const form = useMemo(() => formOf(definition, 'schedule'), [definition]);
  // While it is saved, it becomes a job that has been set up, and its name one that is taken.
  const [takesFirst] = useState(target.takesFirst);
  const [proposed] = useState(() => ({ name: freeName(pool, target.taken), description: '' }));
  const naming = state.chosen.job ?? proposed;
  const finish = useFinish({ pool, naming: takesFirst ? undefined : naming, first: target.first, draft, state });
  return (
    <StepSection
      title={t('setUp.steps.schedule')}
      help={t('setUp.scheduleHelp')}
      back={setUpPage(pool, 'map')}
      next={t('setUp.finish')}
      pending={finish.pending}
      onNext={finish.run}
    >
      <Stack gap="lg">
        {!takesFirst && (
          <Stack gap="md" maw={560}>
            <Text size="sm">{t('setUp.furtherJob')}</Text>
            <NamingInputs naming={naming} onChange={(job) => state.choose({ job })} error={finish.namingError} />
          </Stack>
        )}
        <SettingsForm
          definition={form}
          context={{ job: target.first, values: draft.schedule, stored: {}, errors: finish.errors, undo }}
          onChange={(schedule) => state.choose({ schedule })}
          onSubmit={() => {}}
          isPart
        >
          <></>
        </SettingsForm>
        {Boolean(finish.failure) && <Failure error={finish.failure} />}
      </Stack>
    </StepSection>
  );
}

/** The name of the data pool, or with a number that no job has. */
function freeName(pool: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? pool : `${pool.slice(0, 58)}-${number}`;
    if (!taken.includes(name)) return name;
  }
}
