import type { Icon } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import type { AccountRole } from './api/session.js';
import type { TextKey } from './i18n/use-texts.js';

export interface NavigationItem {
  readonly to: string;
  readonly label: TextKey;
  readonly icon: Icon;
}

export interface NavigationGroup {
  readonly title: TextKey;
  readonly items: readonly NavigationItem[];
}

/** What differs between the two apps. */
export interface AppFacts {
  readonly basename: '/admin' | '/operator';
  readonly name: TextKey;
  readonly purpose: TextKey;
  /** Who may use it. */
  readonly roles: readonly AccountRole[];
  readonly navigation: readonly NavigationGroup[];
}

export const AppContext = createContext<AppFacts | null>(null);

export function useApp(): AppFacts {
  const app = useContext(AppContext);
  if (!app) throw new Error('There is no app around this component.');
  return app;
}
