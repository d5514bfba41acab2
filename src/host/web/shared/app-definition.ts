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
export interface AppDefinition {
  readonly basename: '/admin' | '/operator';
  readonly name: TextKey;
  readonly purpose: TextKey;
  /** The roles with access to the app. */
  readonly roles: readonly AccountRole[];
  readonly navigation: readonly NavigationGroup[];
}

export const AppContext = createContext<AppDefinition | null>(null);

export function useApp(): AppDefinition {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp must be called inside an AppContext.');
  return app;
}
