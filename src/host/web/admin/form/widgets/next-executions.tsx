import { Stack, Text } from '@mantine/core';
import { readersTimeZone, useFormats } from '../../../shared/i18n/use-formats.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import type { Preview } from '../../../shared/api/wire.js';
import classes from './next-executions.module.css';

interface NextExecutionsProps {
  readonly preview: Extract<Preview, { readonly ok: true }> | undefined;
  readonly timeZone: string;
}

/** The sentence of a schedule and its next executions, in the job's time zone and the reader's. */
export function NextExecutions({ preview, timeZone }: NextExecutionsProps) {
  const { t } = useTexts();
  const { instant, exact } = useFormats();
  // Zones have several names, and different ones often show the same time.
  const elsewhere = preview?.next.some((at) => instant(at, timeZone) !== instant(at));
  return (
    <div className={classes.panel} role="status">
      {preview ? (
        <Stack gap="xs">
          <Text fw={600} size="sm">
            {preview.sentence}
          </Text>
          <table className={classes.table}>
            <caption className={classes.caption}>{t('form.nextExecutions')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('form.jobsTime', { timeZone })}</th>
                {elsewhere && <th scope="col">{t('form.yourTime', { timeZone: readersTimeZone })}</th>}
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
                  {elsewhere && <td>{instant(at)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {t('form.noExecutions')}
        </Text>
      )}
    </div>
  );
}
