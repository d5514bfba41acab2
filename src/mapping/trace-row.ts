import type {
  PreviewedRow,
  PreviewedStage,
  PreviewedValue,
  PreviewedValues,
  RowOutcome,
  RowStage,
} from '../contract/preview.js';
import type { FieldLimits } from '../contract/users-table.js';
import type { AttributeValue, Entry } from './directory-user.js';
import { mapRow, type MappedRow } from './map-rows.js';
import type { MappingRule } from './mapping-rule.js';
import { isSecretRow, shownText } from './offending-value.js';
import { prepareRow } from './prepared-row.js';
import type { RowObserver } from './row-observer.js';
import { attributesOf, valuesOf } from './sources/sources.js';
import { namesOf } from './sources/source.js';
import { type Candidate, isUnusable } from './unusable.js';
import type { ValueProblem } from './validate/validation.js';

const MAX_VALUES = 20;

interface Stage {
  readonly stage: RowStage;
  readonly step: number | null;
  readonly values: Candidate[];
}

/** Applies a row to an entry as a run does, and records what becomes of the values. */
export function traceRow(rule: MappingRule, limits: FieldLimits, entry: Entry): PreviewedRow {
  const trace = new Trace();
  const mapped = mapRow(rule, limits, entry, trace);
  const isSecret = isSecretRow(namesOf(rule));
  const isKnown = prepareRow(rule, limits);
  const row = {
    ...mapped,
    isRequired: isKnown?.required === true,
    isSecret,
    outcome: isKnown ? outcomeOf(rule, mapped, trace) : 'ignored',
  } as const;
  if (isSecret) return { ...row, value: null, inputs: [], stages: [], tried: [] };
  return {
    ...row,
    value: mapped.value === null ? null : shownText(mapped.value),
    inputs: inputsOf(rule, entry),
    stages: trace.changes().map((each) => stageOf(each, rule)),
    tried: trace.tries.slice(0, MAX_VALUES).map(([candidate, problem]) => shown(candidate, problem)),
  };
}

/** What a row did, stage by stage. */
class Trace implements RowObserver {
  readonly stages: Stage[] = [];
  readonly tries: (readonly [Candidate, ValueProblem | undefined])[] = [];

  readonly values = (stage: RowStage, values: readonly Candidate[], step = 0): void => {
    const known = this.stages.find((each) => each.stage === stage && (each.step ?? 0) === step);
    if (known) known.values.push(...values);
    else this.stages.push({ stage, step: step || null, values: [...values] });
  };

  readonly tried = (candidate: Candidate, problem: ValueProblem | undefined): void => {
    this.tries.push([candidate, problem]);
  };

  /** The source, and the stages after it that changed something. */
  changes(): readonly Stage[] {
    return this.stages.filter(
      ({ stage, values }, index) => stage !== 'form' || !isSame(values, this.stages[index - 1]?.values),
    );
  }
}

function isSame(one: readonly Candidate[], other: readonly Candidate[] = []): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index] || isUnusable(each));
}

function outcomeOf({ whenAbsent }: MappingRule, { value, problem }: MappedRow, { stages }: Trace): RowOutcome {
  if (problem) return problem.isPartial ? 'kept' : 'rejected';
  if (value === null) return whenAbsent === 'keep' ? 'kept' : 'cleared';
  return stages.some(({ stage }) => stage === 'default') ? 'default' : 'written';
}

/** The DN is an input like an attribute. */
function inputsOf(rule: MappingRule, entry: Entry): PreviewedRow['inputs'] {
  const kind = rule.source?.kind;
  const isOfDn = kind === 'entryDn' || (kind === 'expression' && /\bdn\b/.test(rule.source?.text ?? ''));
  const attributes = attributesOf(rule).map((attribute) => ({
    attribute,
    ...listOf(valuesOf(entry, attribute.toLowerCase())),
  }));
  return isOfDn ? [...attributes, { attribute: 'dn', ...listOf([entry.dn]) }] : attributes;
}

function stageOf({ stage, step, values }: Stage, { conversions = [] }: MappingRule): PreviewedStage {
  return { stage, step, conversion: step === null ? null : (conversions[step - 1]?.kind ?? null), ...listOf(values) };
}

function listOf(values: readonly Candidate[]): PreviewedValues {
  return { values: values.slice(0, MAX_VALUES).map((each) => shown(each)), count: values.length };
}

function shown(candidate: Candidate, problem?: ValueProblem): PreviewedValue {
  const isBad = isUnusable(candidate);
  const value: AttributeValue = isBad ? (candidate.value ?? '') : candidate;
  const { code, params } = (isBad ? candidate.problem : problem) ?? {};
  return {
    text: shownText(value),
    bytes: typeof value === 'string' ? null : value.length,
    problem: code && params ? { code, params } : null,
  };
}
