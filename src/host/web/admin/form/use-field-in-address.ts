import { type RefObject, useEffect } from 'react';
import { useLocation } from 'react-router';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { focusSetting } from './error-location.js';

const PREFIX = '#field=';

/** The part of an address that leads to a setting. */
export function hashOf(field: string): string {
  return PREFIX + encodeURIComponent(field);
}

/** Moves the focus to the setting that the address names: `#field=search.filter`. */
export function useFieldInAddress(form: RefObject<HTMLElement | null>, definition: FormDefinition): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (!hash.startsWith(PREFIX)) return undefined;
    // After the page has moved the focus to its heading.
    const timer = setTimeout(() => focusSetting(form.current, fieldIn(hash), definition));
    return () => clearTimeout(timer);
  }, [form, hash, definition]);
}

function fieldIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(PREFIX.length));
  } catch {
    return '';
  }
}
