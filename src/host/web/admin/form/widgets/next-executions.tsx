import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { browserTimeZone, useFormats } from '../../../shared/i18n/use-formats.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import type { SchedulePreview } from '../../../shared/api/api-types.js';
import classes from './next-executions.module.css';

interface NextExecutionsProps {
  readonly preview: Extract<SchedulePreview, { readonly ok: true }> | undefined;
  readonly timeZone: string;
  /** If not, the executions are what would happen. */
  readonly isOn: boolean;
  /** Why there is no preview, if the expression is not the reason. */
  readonly failure: string | undefined;
}

/** A schedule in words and its next executions, in the time zones of the job and of the browser. */
export function NextExecutions({ preview, timeZone, isOn, failure }: NextExecutionsProps) {
  const { t } = useTexts();
  const { instant, exact } = useFormats();
  // Compares times rather than names: different time zones often show the same time.
  const showsBrowserTime = preview?.next.some((at) => instant(at, timeZone) !== instant(at));
  return (
    <div className={classes.panel} role="status">
      {preview ? (
        <Stack gap="xs">
          <Text fw={600} size="sm">
            {preview.sentence}
          </Text>
          {preview.warnings.map(({ code, message }) => (
            <Group key={code} gap={8} wrap="nowrap" align="flex-start">
              <IconAlertTriangle className={classes.warning} size={18} aria-label={t('check.outcomes.warning')} />
              <Text size="sm">{message}</Text>
            </Group>
          ))}
          <table className={classes.table}>
            <caption className={classes.caption}>{t(isOn ? 'form.nextExecutions' : 'form.nextExecutionsIfOn')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('form.jobTime', { timeZone })}</th>
                {showsBrowserTime && <th scope="col">{t('form.yourTime', { timeZone: browserTimeZone })}</th>}
              </tr>
            </thead>
            <tbody>
              {preview.next.map((at) => (
                <tr key={at}>
                  <td>
                    <time dateTime={at} title={exact(at, timeZone)}>
                      {instant(at, timeZone)}
                    </time>
                  </td>
                  {showsBrowserTime && <td>{instant(at)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {failure ?? t('form.noExecutions')}
        </Text>
      )}
    </div>
  );
}
