import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { type AddOn, useEnableAddOn } from '../../shared/api/add-ons.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Confirmation } from '../../shared/components/confirmation.js';
import { useNotices } from '../../shared/components/use-notices.js';

/** Enables or disables an add-on, once the administrator has read what that does. */
export function EnableAddOn({ addOn }: { readonly addOn: AddOn }) {
  const { t, named } = useTexts();
  const notices = useNotices();
  const [asking, question] = useDisclosure(false);
  const { symbolicName, processName } = addOn.manifest;
  const change = useEnableAddOn(symbolicName);
  const name = named(processName);

  // What was asked stays the same while the question fades away, though its answer has come true.
  const [enabling, setEnabling] = useState(!addOn.enabled);
  const ask = () => {
    setEnabling(!addOn.enabled);
    question.open();
  };
  const confirmed = () =>
    change.mutate(enabling, {
      onSuccess: ({ enabled }) => {
        question.close();
        notices.done(t(enabled ? 'addOns.isEnabled' : 'addOns.isDisabled', { name }));
      },
    });

  return (
    <>
      <Button variant={addOn.enabled ? 'default' : 'filled'} onClick={ask}>
        {t(addOn.enabled ? 'addOns.disable' : 'addOns.enable')}
      </Button>
      <Confirmation
        opened={asking}
        title={t(enabling ? 'addOns.enableTitle' : 'addOns.disableTitle')}
        text={t(enabling ? 'addOns.enableText' : 'addOns.disableText', { name })}
        confirm={t(enabling ? 'addOns.enable' : 'addOns.disable')}
        danger={!enabling}
        pending={change.isPending}
        error={change.error}
        onConfirm={confirmed}
        onClose={question.close}
      />
    </>
  );
}
