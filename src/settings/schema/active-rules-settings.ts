import { IsBoolean } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { ACTIVE_RULES, type ActiveRuleName } from '../../contract/active-rules.js';

/** A switch of one rule. */
function Switch(rule: ActiveRuleName): PropertyDecorator {
  const isBoolean = IsBoolean();
  const texts = `i18n:settings:search.activeRules.${rule}`;
  const schema = JSONSchema({ title: `${texts}.title`, description: `${texts}.help` }) as PropertyDecorator;
  return (target, property) => {
    isBoolean(target, property);
    schema(target, property);
  };
}

/** Whom the directory's own flags exclude, beyond the filter. See `ACTIVE_RULES`. */
export class ActiveRulesSettings implements Readonly<Record<ActiveRuleName, boolean>> {
  @Switch('disabled')
  disabled = true;

  @Switch('expired')
  expired = true;

  @Switch('locked')
  locked = true;

  @Switch('computers')
  computers = true;

  @Switch('conflicts')
  conflicts = true;

  @Switch('provisioning')
  provisioning = true;
}

/** The rules that are on. */
export function rulesInForce(settings: ActiveRulesSettings): ReadonlySet<ActiveRuleName> {
  return new Set(ACTIVE_RULES.filter((rule) => settings[rule]));
}
