import type { ObjectFieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import { Section } from '../../shared/components/section.js';
import type { FormFacts } from './form-facts.js';
import classes from './settings-form.module.css';

/** The form is a stack of sections, each a card with its settings in two columns where there is room. */
export function SectionTemplate(props: ObjectFieldTemplateProps<object, RJSFSchema, FormFacts>) {
  const { title, description, properties, fieldPathId } = props;
  const contents = properties.map(({ name, content }) => ({ name, content }));
  if (fieldPathId.path.length === 0) {
    return <div className={classes.sections}>{contents.map(({ content }) => content)}</div>;
  }
  return (
    <Section title={title} {...(typeof description === 'string' ? { help: description } : {})}>
      <div className={classes.settings}>{contents.map(({ content }) => content)}</div>
    </Section>
  );
}
