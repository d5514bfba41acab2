// The index brings a test registry along, and with it a validator that is not needed here.
import Form from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import { type ReactNode, type Ref, useMemo } from 'react';
import type { SettingsForm as Declared } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { buildFormSchema, sectionKey } from './form-schema.js';
import type { FlatSettings } from './flat-settings.js';
import type { FormFacts } from './form-facts.js';
import { noValidator } from './no-validator.js';
import { SectionTemplate } from './section-template.js';
import { SettingTemplate } from './setting-template.js';

const TEMPLATES = { ObjectFieldTemplate: SectionTemplate, FieldTemplate: SettingTemplate };
type Grouped = Readonly<Record<string, FlatSettings>>;

interface SettingsFormProps {
  readonly declared: Declared;
  readonly facts: FormFacts;
  readonly onChange: (values: FlatSettings) => void;
  readonly onSubmit: () => void;
  readonly element: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** The form that the manifest declares, over values that its owner holds. */
export function SettingsForm({ declared, facts, onChange, onSubmit, element, children }: SettingsFormProps) {
  const { named } = useTexts();
  const drawn = useMemo(() => buildFormSchema(declared, named), [declared, named]);
  const grouped = useMemo<Grouped>(
    () =>
      Object.fromEntries(
        declared.layout.sections.map(({ fields }, index) => [
          sectionKey(index),
          Object.fromEntries(fields.map(({ path }) => [path, facts.values[path]])),
        ]),
      ),
    [declared, facts.values],
  );

  return (
    <div ref={element}>
      <Form<object, RJSFSchema, FormFacts>
        schema={drawn.schema}
        uiSchema={drawn.uiSchema}
        formData={grouped}
        formContext={facts}
        validator={noValidator}
        templates={TEMPLATES}
        noValidate
        noHtml5Validate
        showErrorList={false}
        experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults' }}
        onChange={({ formData }) => onChange(Object.assign({}, ...Object.values((formData ?? {}) as Grouped)))}
        onSubmit={onSubmit}
      >
        {children}
      </Form>
    </div>
  );
}
