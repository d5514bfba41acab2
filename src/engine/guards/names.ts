import type { PlanGuard } from './guards.js';
import { byField } from './by-field.js';

/** Names or e-mail addresses that would change for many: another attribute is mapped, or another domain was read. */
export const names: PlanGuard = ({ renamed }, limit) => byField('names', renamed, limit);
