import { Fieldset, Stack, Switch } from '@mantine/core';
import type { Proposal } from '../../shared/api/set-up.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface ActiveRulesProps {
  readonly figures: Proposal['activeRuleFigures'];
  /** Those that were switched on or off. */
  readonly chosen: Readonly<Record<string, boolean>>;
  readonly onChange: (chosen: Readonly<Record<string, boolean>>) => void;
}

/** The active rules of the product, each with its switch and with how many of the found entries it applies to. */
export function ActiveRules({ figures, chosen, onChange }: ActiveRulesProps) {
  const { t, lookUp } = useTexts();
  const { number } = useFormats();
  if (!figures || figures.rules.length === 0) return null;
  const { examined, rules } = figures;
  const figure = examined.isAtLeast ? 'setUp.ruleFigureOfFirst' : 'setUp.ruleFigure';
  return (
    <Fieldset legend={t('setUp.activeRules')}>
      <Stack gap="sm">
        {rules.map(({ rule, isOn, excluded }) => (
          <Switch
            key={rule}
            label={lookUp('settings', `search.activeRules.${rule}.title`, rule)}
            description={t(figure, { people: number(excluded), total: number(examined.count) })}
            checked={chosen[rule] ?? isOn}
            onChange={(event) => onChange({ ...chosen, [rule]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
