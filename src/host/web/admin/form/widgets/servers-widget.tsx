import { Stack } from '@mantine/core';
import type { SettingWidgetProps } from '../form-context.js';
import { DomainControllers } from './domain-controllers.js';
import { LinesWidget } from './lines-widget.js';

/** Addresses of servers, typed or picked from the domain controllers of Active Directory. */
export function ServersWidget(props: SettingWidgetProps) {
  const { value, onChange, registry } = props;
  const { findDomainControllers } = registry.formContext;
  const urls = Array.isArray(value) ? value.filter((url): url is string => typeof url === 'string') : [];
  const add = (url: string) => onChange([...urls.filter((each) => each.trim() !== ''), url]);
  return (
    <Stack gap="xs">
      <LinesWidget {...props} />
      {findDomainControllers && <DomainControllers find={findDomainControllers} urls={urls} add={add} />}
    </Stack>
  );
}
