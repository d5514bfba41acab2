import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { type AddOn, useEnableAddOn } from '../../shared/api/add-ons.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Confirmation } from '../../shared/components/confirmation.js';
import { useNotices } from '../../shared/components/use-notices.js';

/** Enables or disables an add-on after a confirmation that explains the consequences. */
export function EnableAddOn({ addOn }: { readonly addOn: AddOn }) {
  const { t, translateManifest } = useTexts();
  const notices = useNotices();
  const [opened, dialog] = useDisclosure(false);
  const { symbolicName, processName } = addOn.manifest;
  const change = useEnableAddOn(symbolicName);
  const name = translateManifest(processName);

  // Keeps the text of the confirmation unchanged while the dialog fades out, although the state has changed.
  const [enabling, setEnabling] = useState(!addOn.enabled);
  const ask = () => {
    setEnabling(!addOn.enabled);
    dialog.open();
  };
  const confirmed = () =>
    change.mutate(enabling, {
      onSuccess: ({ enabled }) => {
        dialog.close();
        notices.done(t(enabled ? 'addOns.isEnabled' : 'addOns.isDisabled', { name }));
      },
    });

  return (
    <>
      <Button variant={addOn.enabled ? 'default' : 'filled'} onClick={ask}>
        {t(addOn.enabled ? 'addOns.disable' : 'addOns.enable')}
      </Button>
      <Confirmation
        opened={opened}
        title={t(enabling ? 'addOns.enableTitle' : 'addOns.disableTitle')}
        text={t(enabling ? 'addOns.enableText' : 'addOns.disableText', { name })}
        confirm={t(enabling ? 'addOns.enable' : 'addOns.disable')}
        danger={!enabling}
        pending={change.isPending}
        error={change.error}
        onConfirm={confirmed}
        onClose={dialog.close}
      />
    </>
  );
}
