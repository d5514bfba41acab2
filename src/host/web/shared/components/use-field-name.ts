import { useCallback } from 'react';
import { useTexts } from '../i18n/use-texts.js';

/** The label of a user field in the language of the user. Additional attributes are shown by name. */
export function useFieldName(): (field: string) => string {
  const { lookUp } = useTexts();
  return useCallback((field) => lookUp('fields', field, field.replace(/^attributes\./, '')), [lookUp]);
}
