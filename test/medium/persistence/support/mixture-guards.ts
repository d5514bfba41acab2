import { floorsOf, guardPlan } from '../../../../src/engine/guards/guards.js';
import { findingParams, GUARD_CODES, type GuardFinding } from '../../../../src/contract/guards.js';
import type { LeasedRun } from '../../../../src/engine/ports/run-store.js';
import type { Evidence } from '../../../../src/engine/ports/plan-evidence.js';
import { LimitsSettings } from '../../../../src/settings/schema/limits-settings.js';
import { expectEqual } from './expectations.js';
import type { MixtureModel, ModelRun } from './mixture-model.js';
import type { TestHost } from './test-host.js';

/** Limits that a handful of people can exceed: of changes only. */
const LIMITS: LimitsSettings = Object.assign(new LimitsSettings(), {
  ...Object.fromEntries(
    Object.keys(new LimitsSettings()).map((guard) => [guard, { enabled: false, percent: 0, people: 0 }]),
  ),
  changes: { enabled: true, percent: 50, people: 1 },
});

export const FLOORS = floorsOf(LIMITS);

export const findingsOf = (evidence: Evidence) => guardPlan(evidence, LIMITS);

/** Everyone if the plan would change too many of them, otherwise the units where it would. */
function expectedFigures({ directory }: MixtureModel, { rows }: ModelRun) {
  const created = new Set(rows.filter(({ isNew }) => isNew).map(({ name }) => name));
  const changed = new Set(rows.filter(({ isNew }) => !isNew).map(({ name }) => name));
  const known = [...directory].filter(([name]) => !created.has(name));
  const figure = (unit: string | null) => {
    const among = known.filter(([, entry]) => unit === null || entry.unit === unit).map(([name]) => name);
    return {
      unit: unit === null ? null : `ou=${unit},dc=example`,
      people: among.filter((name) => changed.has(name)).length,
      total: among.length,
    };
  };
  const isBeyond = ({ people, total }: { readonly people: number; readonly total: number }) =>
    people > 1 && people * 2 > total;
  const whole = figure(null);
  return isBeyond(whole) ? [whole] : ['1', '2', '3'].map(figure).filter(isBeyond);
}

export function expectFindings(findings: readonly GuardFinding[], model: MixtureModel, run: ModelRun): void {
  const found = findings.map(({ guard, unit, people, total }) => ({ guard, unit, people, total }));
  expectEqual(
    found.toSorted((one, other) => (one.unit ?? '').localeCompare(other.unit ?? '')),
    expectedFigures(model, run).map((figure) => ({ guard: 'changes', ...figure })),
  );
}

export async function stop(host: TestHost, run: LeasedRun, findings: readonly GuardFinding[]): Promise<void> {
  const [first] = findings;
  if (!first) throw new Error('Nothing stops the run.');
  await host.runs.stop(run, { code: GUARD_CODES[first.guard], params: findingParams(first), findings });
}
