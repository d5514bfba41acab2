import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { whyHintQuery, type WhyPerson } from '../../shared/api/why.js';
import { useErrorText } from '../../shared/components/use-error-text.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { usePause } from './use-pause.js';

/** What says that the next run synchronizes the entry. */
const COMING: ReadonlySet<WhyPerson['verdict']> = new Set(['WILL_BE_CREATED', 'WILL_BE_TAKEN_OVER']);

/**
 * Says that the directory has an entry for whom no user was found. It asks when the typing has paused, once for each text,
 * and finds whole names, e-mail addresses, stable ids and DNs.
 */
export function EntryHint({ who }: { readonly who: string }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const asked = usePause(who);
  const answer = useQuery(whyHintQuery(asked));
  const error = answer.isError ? errorText(answer.error) : answer.data?.directoryError?.message;
  const text = textFor(answer.data?.people ?? []);
  return (
    <div role="status">
      {error && (
        <Text size="sm" c="dimmed">
          {t('users.entryUnknown')} {error}
        </Text>
      )}
      {text && (
        <Text size="sm">
          {t(text)}{' '}
          <Anchor component={Link} to={`/why?${new URLSearchParams({ who }).toString()}`} inherit>
            {t('users.entryWhy')}
          </Anchor>
        </Text>
      )}
    </div>
  );
}

/** Undefined without an entry, and if its user exists: then another search finds it. */
function textFor(people: readonly WhyPerson[]): TextKey | undefined {
  const person = people.find(({ entry, match }) => entry && match?.by !== 'link');
  if (!person) return undefined;
  return COMING.has(person.verdict) ? 'users.entryComing' : 'users.entryOnly';
}
