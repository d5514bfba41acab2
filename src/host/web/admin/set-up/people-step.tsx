import { Stack } from '@mantine/core';
import { useNavigate } from 'react-router';
import { ApiError } from '../../shared/api/api-error.js';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { FilterInput } from '../form/filter-input.js';
import { ActiveRules } from './active-rules.js';
import { BaseChoice } from './base-choice.js';
import { ConditionsInput } from './conditions-input.js';
import { evidenceIn } from './evidence.js';
import { FoundPeople } from './found-people.js';
import { PeopleTree } from './people-tree.js';
import type { StepProps } from './step-props.js';
import { StepSection } from './step-section.js';
import { setUpPage } from './steps.js';

/** Where people are, and who of them: bases and filter, with what they find. */
export function PeopleStep({ pool, state, found, draft }: StepProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { choose } = state;
  const { proposal, judged, error } = found;
  const { bases } = found.search;
  const filter = state.chosen.filter ?? proposal?.filter ?? '';
  const refused = [...draft.errors, ...(error instanceof ApiError ? error.fields : [])];
  const messageAt = (field: string) => refused.find((each) => each.field.startsWith(field))?.message;
  const basesError = bases.length === 0 ? t('setUp.noBase') : messageAt('search.bases');
  const next = () => {
    if (bases.length > 0) draft.prove('search', () => void navigate(setUpPage(pool, 'map')));
  };
  return (
    <StepSection
      title={t('setUp.steps.people')}
      help={t('setUp.peopleHelp', { product: proposal?.product ?? '' })}
      back={setUpPage(pool, 'connect')}
      pending={draft.pending}
      onNext={next}
    >
      <Stack gap="lg">
        <BaseChoice
          proposed={proposal?.bases ?? []}
          counted={judged?.bases ?? []}
          chosen={bases}
          error={basesError}
          onChange={(changed) => choose({ bases: changed })}
        />
        <PeopleTree pool={pool} search={found.search} onChange={choose} />
        <FilterInput
          label={t('setUp.filter')}
          description={t('setUp.filterHelp')}
          error={messageAt('search.filter')}
          value={filter}
          onChange={(changed) => choose({ filter: changed })}
          maw={720}
        />
        <ConditionsInput
          filter={filter}
          onChange={(changed) => choose({ filter: changed })}
          names={judged ? evidenceIn(judged).names : []}
        />
        {Boolean(error) && refused.length === 0 && <Failure error={error} retry={found.retry} />}
        {judged && bases.length > 0 && (
          <FoundPeople found={judged} pending={found.pending}>
            <ActiveRules
              figures={judged.activeRuleFigures}
              chosen={state.chosen.activeRules ?? {}}
              onChange={(activeRules) => choose({ activeRules })}
            />
          </FoundPeople>
        )}
        {Boolean(draft.failure) && <Failure error={draft.failure} />}
      </Stack>
    </StepSection>
  );
}
