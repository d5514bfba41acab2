import { Stack } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../shared/components/failure.js';
import { useUndo } from '../../shared/components/use-undo.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ADDITIONAL_PREFIX, userFieldsOf } from '../../shared/settings-schema/mapping-rule.js';
import { schemaAt } from '../../shared/settings-schema/schema-at.js';
import { SettingsForm } from '../form/settings-form.js';
import { evidenceIn, openAttributes, openFields } from './evidence.js';
import { formOf } from './form-of.js';
import { OpenMappings } from './open-mappings.js';
import type { StepProps } from './step-props.js';
import { StepSection } from './step-section.js';
import { setUpPage } from './steps.js';

/** Which attribute fills which field, with what entries show of each. */
export function MapStep({ pool, state, found, draft, definition }: StepProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const undo = useUndo();
  const element = useRef<HTMLDivElement>(null);
  const form = useMemo(() => formOf(definition, 'mapping'), [definition]);
  const fields = useMemo(() => userFieldsOf(schemaAt(definition.schema, 'mapping')), [definition]);
  const { judged } = found;
  const evidence = useMemo(() => judged && evidenceIn(judged), [judged]);
  const { mapping } = draft;
  const values = { dataPool: pool, search: draft.settings['search'], mapping };
  const change = (changed: readonly object[]) => state.choose({ mapping: changed });
  const add = (attribute: string, field: string) => {
    change([...mapping, { attribute, field, required: false }]);
    requestAnimationFrame(() =>
      [...(element.current?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])]
        .at(-1)
        ?.querySelector('input')
        ?.focus(),
    );
  };
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
          context={{ job: draft.job, values, stored: {}, errors: draft.errors, undo, evidence }}
          onChange={(changed) => change(changed['mapping'] as readonly object[])}
          onSubmit={() => {}}
          element={element}
          isPart
        >
          <></>
        </SettingsForm>
        {judged && (
          <OpenMappings
            attributes={openAttributes(judged, mapping)}
            sampled={judged.sampled}
            fields={openFields(fields, mapping)}
            onAddAttribute={(attribute) => add(attribute, ADDITIONAL_PREFIX + attribute)}
            onAddField={(field) => add('', field)}
          />
        )}
        {Boolean(draft.failure) && <Failure error={draft.failure} />}
      </Stack>
    </StepSection>
  );
}
