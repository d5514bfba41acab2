import type { PlanGuard } from './guards.js';
import { beyond, findingOf } from './is-beyond.js';

/** Many entries have a problem that is new. Those of a first import were never synchronized: nothing is lost. */
export const problems: PlanGuard = ({ problems: figures, isFirstImport }, limit) =>
  isFirstImport ? [] : beyond(figures, limit).map((figure) => findingOf('problems', figure, limit));
