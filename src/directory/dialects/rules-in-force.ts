import type { Inactivity } from '../../contract/active-rules.js';
import { isoDate } from '../../mapping/conversions/date.js';
import { type ActiveRulesSettings, rulesInForce } from '../../settings/schema/active-rules-settings.js';
import { type ActiveRule, type Dialect, DN } from './dialect.js';

/** What excludes an entry, with the position of the rule: the lowest one is the reason. */
export interface Exclusion extends Inactivity {
  readonly position: number;
}

interface PlacedRule extends ActiveRule {
  readonly position: number;
}

/** The active rules of a dialect that are switched on, at one point in time. */
export class RulesInForce {
  /** The attributes to request. */
  readonly attributes: readonly string[];
  private readonly rules: readonly PlacedRule[];
  private readonly ofName: readonly PlacedRule[];

  /** @param at the time of the run, by which accounts expire. */
  constructor(
    private readonly dialect: Dialect,
    settings: ActiveRulesSettings,
    private readonly at = new Date(),
  ) {
    const names = rulesInForce(settings);
    this.rules = dialect.activeRules
      .filter(({ name }) => names.has(name))
      .map((rule, position) => ({ ...rule, position }));
    this.ofName = this.rules.filter(({ attribute }) => attribute === DN);
    this.attributes = this.rules.map(({ attribute }) => attribute).filter((attribute) => attribute !== DN);
  }

  /** The rules for an attribute; `name` in lower case. */
  for(name: string): readonly PlacedRule[] {
    return this.rules.filter(({ attribute }) => attribute !== DN && attribute.toLowerCase() === name);
  }

  byName(dn: string): Exclusion | undefined {
    return this.ofName.length === 0 ? undefined : this.first(this.ofName, [dn]);
  }

  /** The first of the rules that excludes an entry with these values. */
  first(rules: readonly PlacedRule[], values: readonly (string | Uint8Array)[]): Exclusion | undefined {
    for (const { name: rule, attribute, excludes, position } of rules) {
      const value = values.find((each) => typeof each === 'string' && excludes(each, this.at));
      if (typeof value === 'string') return { rule, attribute, value, position, ...this.timeOf(attribute, value) };
    }
    return undefined;
  }

  private timeOf(attribute: string, value: string): Pick<Exclusion, 'time'> {
    const from = this.dialect.timeFormats[attribute];
    const time = from && isoDate({ kind: 'date', from, to: 'dateTime' })(value);
    return time ? { time } : {};
  }
}
