import type { TextKey } from '../../shared/i18n/use-texts.js';

/** The steps in their order, as the address names them (`?step=people`). */
export const STEPS = ['connect', 'people', 'map', 'schedule'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_TITLES: Readonly<Record<Step, TextKey>> = {
  connect: 'setUp.steps.connect',
  people: 'setUp.steps.people',
  map: 'setUp.steps.map',
  schedule: 'setUp.steps.schedule',
};

/** The address of a data pool's set-up. */
export function setUpPage(pool: string, step?: Step): string {
  return `/data-pools/${encodeURIComponent(pool)}/set-up${step ? `?step=${step}` : ''}`;
}

/** The address at which a data pool is named and connected. */
export const NEW_POOL_PAGE = '/new-data-pool';
