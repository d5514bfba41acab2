import { IconArrowsSplit2, type Icon, IconLink, IconUserPlus } from '@tabler/icons-react';
import type { ConflictChoice } from '../../shared/api/conflicts.js';
import type { TextKey } from '../../shared/i18n/use-texts.js';

interface ChoiceLook {
  readonly label: TextKey;
  /** What will happen to one person. */
  readonly one: TextKey;
  /** What will happen to several, and in short to each of them. */
  readonly several: TextKey;
  readonly named: TextKey;
  readonly icon: Icon;
}

export const CHOICES: Readonly<Record<ConflictChoice, ChoiceLook>> = {
  relink: {
    label: 'conflicts.relink',
    one: 'conflicts.relinkOne',
    several: 'conflicts.relinkSeveral',
    named: 'conflicts.relinkNamed',
    icon: IconLink,
  },
  release: {
    label: 'conflicts.release',
    one: 'conflicts.releaseOne',
    several: 'conflicts.releaseSeveral',
    named: 'conflicts.releaseNamed',
    icon: IconArrowsSplit2,
  },
  recreate: {
    label: 'conflicts.recreate',
    one: 'conflicts.recreateOne',
    several: 'conflicts.recreateSeveral',
    named: 'conflicts.recreateNamed',
    icon: IconUserPlus,
  },
};
