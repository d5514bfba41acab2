import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type AddOn, useEnableAddOn } from '../../shared/api/add-ons.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Confirmation } from '../../shared/parts/confirmation.js';

/** Enables or disables an add-on, once the administrator has read what that does. */
export function EnableAddOn({ addOn }: { readonly addOn: AddOn }) {
  const { t, named } = useTexts();
  const [asking, question] = useDisclosure(false);
  const { symbolicName, processName } = addOn.manifest;
  const change = useEnableAddOn(symbolicName);
  const name = named(processName);

  const confirmed = () =>
    change.mutate(!addOn.enabled, {
      onSuccess: ({ enabled }) => {
        question.close();
        notifications.show({
          message: t(enabled ? 'addOns.isEnabled' : 'addOns.isDisabled', { name }),
          color: 'green',
        });
      },
    });

  return (
    <>
      <Button variant={addOn.enabled ? 'default' : 'filled'} onClick={question.open}>
        {t(addOn.enabled ? 'addOns.disable' : 'addOns.enable')}
      </Button>
      <Confirmation
        opened={asking}
        title={t(addOn.enabled ? 'addOns.disableTitle' : 'addOns.enableTitle')}
        text={t(addOn.enabled ? 'addOns.disableText' : 'addOns.enableText', { name })}
        confirm={t(addOn.enabled ? 'addOns.disable' : 'addOns.enable')}
        danger={addOn.enabled}
        pending={change.isPending}
        error={change.error}
        onConfirm={confirmed}
        onClose={question.close}
      />
    </>
  );
}
