import { IconClockPlay, IconDatabase, IconUsers } from '@tabler/icons-react';
import { start } from '../shared/start.js';
import { operatorPages } from './pages.js';

await start(
  {
    basename: '/operator',
    name: 'apps.operator',
    purpose: 'apps.operatorPurpose',
    roles: ['administrator', 'operator'],
    navigation: [
      {
        title: 'navigation.admin',
        items: [
          { to: '/scheduled-jobs', label: 'jobs.title', icon: IconClockPlay },
          { to: '/cache', label: 'cache.title', icon: IconDatabase },
        ],
      },
      { title: 'navigation.identities', items: [{ to: '/users', label: 'users.title', icon: IconUsers }] },
    ],
  },
  operatorPages,
);
