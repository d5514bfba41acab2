import { useCallback } from 'react';
import { useTexts } from '../i18n/use-texts.js';

/** The name of a user field in the reader's language; a further attribute goes by its own. */
export function useFieldName(): (field: string) => string {
  const { other } = useTexts();
  return useCallback((field) => other('fields', field, field.replace(/^attributes\./, '')), [other]);
}
