import { IconClockPlay, IconHome, IconPuzzle } from '@tabler/icons-react';
import { start } from '../shared/start.js';
import { adminPages } from './pages.js';

await start(
  {
    basename: '/admin',
    name: 'apps.admin',
    purpose: 'apps.adminPurpose',
    roles: ['administrator'],
    navigation: [
      {
        title: 'navigation.administration',
        items: [
          { to: '/', label: 'home.title', icon: IconHome },
          { to: '/add-ons', label: 'addOns.title', icon: IconPuzzle },
          { to: '/batch-synchronization', label: 'batch.title', icon: IconClockPlay },
        ],
      },
    ],
  },
  adminPages,
);
