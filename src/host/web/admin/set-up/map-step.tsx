import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../shared/components/failure.js';
import { useUndo } from '../../shared/components/use-undo.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { SettingsForm } from '../form/settings-form.js';
import { formOf } from './form-of.js';
import type { StepProps } from './step-props.js';
import { StepSection } from './step-section.js';
import { setUpPage } from './steps.js';

/** Which attribute fills which field. */
export function MapStep({ pool, state, draft, definition }: StepProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const undo = useUndo();
  const form = useMemo(() => formOf(definition, 'mapping'), [definition]);
  const { settings } = draft;
  const values = { dataPool: pool, search: settings['search'], mapping: draft.mapping };
  return (
    <StepSection
      title={t('setUp.steps.map')}
      help={t('setUp.mapHelp')}
      back={setUpPage(pool, 'people')}
      pending={draft.pending}
      onNext={() => draft.prove('mapping', () => void navigate(setUpPage(pool, 'schedule')))}
    >
      <Stack gap="lg">
        <SettingsForm
          definition={form}
          context={{ job: draft.job, values, stored: {}, errors: draft.errors, undo }}
          onChange={({ mapping }) => state.choose({ mapping: mapping as readonly object[] })}
          onSubmit={() => {}}
          isPart
        >
          <></>
        </SettingsForm>
        {Boolean(draft.failure) && <Failure error={draft.failure} />}
      </Stack>
    </StepSection>
  );
}
