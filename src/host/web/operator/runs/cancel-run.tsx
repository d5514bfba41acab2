import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunRow } from '../../shared/api/api-types.js';
import { useCancelRun } from '../../shared/api/runs.js';
import { Confirmation } from '../../shared/components/confirmation.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** Ends a run early, after a confirmation that says what it leaves. */
export function CancelRun({ run }: { readonly run: RunRow }) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  const cancel = useCancelRun(run.id);
  const isAsked = run.cancellation !== null || cancel.isSuccess;
  return (
    <>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconPlayerStop size={17} aria-hidden />}
        loading={isAsked}
        onClick={() => setOpened(true)}
      >
        {t('cancel.button')}
      </Button>
      <Confirmation
        opened={opened && !isAsked}
        title={t('cancel.title')}
        text={t('cancel.text')}
        confirm={t('cancel.button')}
        dismiss={t('cancel.dismiss')}
        danger
        pending={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setOpened(false)}
      />
    </>
  );
}
