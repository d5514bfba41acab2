import type { RegistryWidgetsType, RJSFSchema } from '@rjsf/utils';
import type { FormLayout } from '../../../shared/api/api-types.js';
import type { FormContext } from '../form-context.js';
import { CertificateWidget } from './certificate-widget.js';
import { ContainersWidget } from './containers-widget.js';
import { CronWidget } from './cron-widget.js';
import { DataPoolWidget } from './data-pool-widget.js';
import { FilterWidget } from './filter-widget.js';
import { LinesWidget } from './lines-widget.js';
import { MappingWidget } from './mapping-widget.js';
import { MatchingWidget } from './matching-widget.js';
import { NumberWidget } from './number-widget.js';
import { PasswordWidget } from './password-widget.js';
import { PrivateKeyWidget } from './private-key-widget.js';
import { SelectWidget } from './select-widget.js';
import { ServersWidget } from './servers-widget.js';
import { SwitchWidget } from './switch-widget.js';
import { TextWidget } from './text-widget.js';
import { TimeZoneWidget } from './time-zone-widget.js';

type WidgetName = FormLayout['sections'][number]['fields'][number]['widget'];
type Widget = RegistryWidgetsType<object, RJSFSchema, FormContext>[string];

/** The widgets by the names that layouts use. */
export const WIDGETS: Readonly<Record<WidgetName, Widget>> = {
  switch: SwitchWidget,
  text: TextWidget,
  filter: FilterWidget,
  number: NumberWidget,
  password: PasswordWidget,
  select: SelectWidget,
  cron: CronWidget,
  'time-zone': TimeZoneWidget,
  lines: LinesWidget,
  containers: ContainersWidget,
  servers: ServersWidget,
  certificate: CertificateWidget,
  'private-key': PrivateKeyWidget,
  mapping: MappingWidget,
  matching: MatchingWidget,
  'data-pool': DataPoolWidget,
};
