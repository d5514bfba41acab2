import type { FieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import type { FormFacts } from './form-facts.js';
import classes from './settings-form.module.css';

/** A widget brings its own label, help and errors: here it only gets its place. */
export function SettingTemplate(props: FieldTemplateProps<object, RJSFSchema, FormFacts>) {
  const { schema, uiSchema, children } = props;
  if (schema.type === 'object') return children;
  return <div className={uiSchema?.['ui:options']?.['wide'] === true ? classes.wide : undefined}>{children}</div>;
}
