// The index of the package also loads a test registry and a validator that is not needed here.
import Form from '@rjsf/core/lib/components/Form.js';
import type { FieldTemplateProps, ObjectFieldTemplateProps, RJSFSchema, ValidatorType } from '@rjsf/utils';
import { type ReactNode, type Ref, useMemo } from 'react';
import type { FormDefinition } from '../../shared/api/jobs.js';
import type { GuardName } from '../../shared/api/api-types.js';
import { SearchTree } from '../containers/search-tree.js';
import { LimitChart } from '../limits/limit-chart.js';
import { Section } from '../../shared/components/section.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { FormContext } from './form-context.js';
import { buildFormSchema, sectionKey } from './form-schema.js';
import { shownLayout } from './shown-layout.js';
import type { SettingsByPath } from './settings-by-path.js';
import classes from './settings-form.module.css';

const TEMPLATES = { ObjectFieldTemplate: SectionTemplate, FieldTemplate: SettingTemplate };
type SettingsBySection = Readonly<Record<string, SettingsByPath>>;

/** The host validates settings when they are saved. (A compiled schema would violate the content security policy.) */
const NO_VALIDATOR: ValidatorType<object, RJSFSchema, FormContext> = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  isValid: () => true,
  rawValidation: () => ({}),
};

interface SettingsFormProps {
  readonly definition: FormDefinition;
  readonly context: FormContext;
  readonly onChange: (values: SettingsByPath) => void;
  readonly onSubmit: () => void;
  readonly element?: Ref<HTMLDivElement>;
  /** Whether it is a part of another form, which is submitted as a whole. */
  readonly isPart?: boolean;
  readonly children: ReactNode;
}

/** The form that the manifest defines. It is controlled: the parent holds the values. */
export function SettingsForm(props: SettingsFormProps) {
  const { definition, context, onChange, onSubmit, element, isPart = false, children } = props;
  const { translateManifest } = useTexts();
  const { values, errors } = context;
  const layout = useMemo(() => shownLayout(definition.layout, { values, errors }), [definition, values, errors]);
  const shown = layout.sections.flatMap(({ fields }) => fields.map(({ path }) => path)).join();
  const { schema, uiSchema } = useMemo(
    () => buildFormSchema({ ...definition, layout }, translateManifest),
    // The layout is another one with each value, but mostly has the same fields.
    // oxlint-disable-next-line react/exhaustive-deps
    [definition, shown, translateManifest],
  );
  const formData = useMemo<SettingsBySection>(
    () =>
      Object.fromEntries(
        layout.sections.map(({ fields }, index) => [
          sectionKey(index),
          Object.fromEntries(fields.map(({ path }) => [path, values[path]])),
        ]),
      ),
    [layout, values],
  );

  return (
    <div ref={element}>
      <Form<object, RJSFSchema, FormContext>
        schema={schema}
        uiSchema={uiSchema}
        formData={formData}
        formContext={context}
        validator={NO_VALIDATOR}
        templates={TEMPLATES}
        tagName={isPart ? 'div' : 'form'}
        noValidate
        noHtml5Validate
        showErrorList={false}
        experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults' }}
        onChange={(event) =>
          onChange(Object.assign({}, values, ...Object.values((event.formData ?? {}) as SettingsBySection)))
        }
        onSubmit={onSubmit}
      >
        {children}
      </Form>
    </div>
  );
}

/** Renders the form as a stack of sections, each a card with its settings in one or two columns. One without a title is no card. */
function SectionTemplate(props: ObjectFieldTemplateProps<object, RJSFSchema, FormContext>) {
  const { title, description, properties, fieldPathId } = props;
  const contents = properties.map(({ name, content }) => ({ name, content }));
  if (fieldPathId.path.length === 0) {
    return <div className={classes.sections}>{contents.map(({ content }) => content)}</div>;
  }
  const settings = <div className={classes.settings}>{contents.map(({ content }) => content)}</div>;
  if (!title) return settings;
  return (
    <Section title={title} {...(typeof description === 'string' ? { help: description } : {})}>
      {settings}
    </Section>
  );
}

/** Widgets render their own label, help and errors. The template only sets their width. */
function SettingTemplate(props: FieldTemplateProps<object, RJSFSchema, FormContext>) {
  const { schema, uiSchema, children, fieldPathId, registry } = props;
  if (schema.type === 'object') return children;
  const path = String(fieldPathId.path.at(-1));
  const guard = guardOf(path);
  const { tree } = registry.formContext;
  return (
    <>
      <div className={uiSchema?.['ui:options']?.['wide'] === true ? classes.wide : undefined}>{children}</div>
      {path === LAST_OF_SEARCH && tree && (
        <div className={classes.wide}>
          <SearchTree context={registry.formContext} tree={tree} />
        </div>
      )}
      {guard && (
        <div className={classes.wide}>
          <LimitChart guard={guard} context={registry.formContext} explains={guard === FIRST_GUARD} />
        </div>
      )}
    </>
  );
}

/** The tree states this setting and the one before it. */
const LAST_OF_SEARCH = 'search.exclusions';
const FIRST_GUARD: GuardName = 'entries';

/** The guard whose limit ends with the setting; the chart of its limit follows. */
function guardOf(path: string): GuardName | undefined {
  return /^limits\.(\w+)\.people$/.exec(path)?.[1] as GuardName | undefined;
}
