import { type RefObject, useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { focusSetting, locateError } from './error-location.js';

const PREFIX = '#field=';

/** The part of an address that leads to a setting. */
export function hashOf(field: string): string {
  return PREFIX + encodeURIComponent(field);
}

/** Moves the focus to the setting that the address names (`#field=search.filter`), on the page that has its input. */
export function useFieldInAddress(form: RefObject<HTMLElement | null>, definition: FormDefinition): void {
  const { hash } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    if (!hash.startsWith(PREFIX)) return undefined;
    const { elsewhere } = definition;
    if (elsewhere && locateError(fieldIn(hash), elsewhere)) {
      void navigate(elsewhere.page + hash, { replace: true });
      return undefined;
    }
    // After the page has moved the focus to its heading.
    const timer = setTimeout(() => focusSetting(form.current, fieldIn(hash), definition));
    return () => clearTimeout(timer);
  }, [form, hash, definition, navigate]);
}

function fieldIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(PREFIX.length));
  } catch {
    return '';
  }
}
