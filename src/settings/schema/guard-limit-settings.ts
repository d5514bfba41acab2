import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import type { GuardLimit, GuardName } from '../../contract/guards.js';
import { withLimit } from '../rules/rule.js';

const MAX_PEOPLE = 10_000_000;

/** The class of a guard's limit, with its defaults. Each guard has a class of its own, because its texts differ. */
export function guardLimitClass(guard: GuardName, defaults: Omit<GuardLimit, 'enabled'>): new () => GuardLimit {
  const text = (name: string) => `i18n:settings:limits.${guard}.${name}`;

  class GuardLimitSettings implements GuardLimit {
    @IsBoolean()
    @JSONSchema({ title: text('enabled.title'), description: text('enabled.help') })
    enabled = true;

    @Max(100, withLimit(100))
    @Min(0, withLimit(0))
    @IsInt()
    @JSONSchema({ type: 'integer', title: text('percent.title') })
    percent = defaults.percent;

    @Max(MAX_PEOPLE, withLimit(MAX_PEOPLE))
    @Min(0, withLimit(0))
    @IsInt()
    @JSONSchema({ type: 'integer', title: text('people.title') })
    people = defaults.people;
  }

  // JSON Schema refers to classes by name.
  Object.defineProperty(GuardLimitSettings, 'name', { value: limitClassName(guard) });
  return GuardLimitSettings;
}

export function limitClassName(guard: GuardName): string {
  return `${guard}Limit`;
}
