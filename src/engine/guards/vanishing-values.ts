import type { PlanGuard } from './guards.js';
import { byField } from './by-field.js';

/** A field that many people would lose: a lost read permission, a Global Catalog, a typo in the mapping. */
export const vanishingValues: PlanGuard = ({ emptied }, limit) => byField('vanishingValues', emptied, limit);
