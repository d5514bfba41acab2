import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { AppContext, type AppDefinition } from './app-definition.js';
import { AccountPage } from './account/account-page.js';
import { createQueryClient } from './api/query-client.js';
import { AppError, PageError } from './pages/error-pages.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { SessionGate } from './session-gate.js';
import { theme } from './theme/theme.js';
import classes from './app-root.module.css';

interface AppRootProps {
  readonly app: AppDefinition;
  readonly pages: RouteObject[];
}

export function AppRoot({ app, pages }: AppRootProps) {
  const queries = useMemo(() => createQueryClient(), []);
  const router = useMemo(
    () =>
      createBrowserRouter(
        [
          {
            element: <SessionGate />,
            errorElement: <AppError />,
            children: [
              {
                errorElement: <PageError />,
                children: [
                  ...pages,
                  { path: 'account', element: <AccountPage /> },
                  { path: '*', element: <NotFoundPage /> },
                ],
              },
            ],
          },
        ],
        { basename: app.basename },
      ),
    [app.basename, pages],
  );
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {/* Below dialogs: an offer to undo must not cover their buttons. */}
      <Notifications zIndex={150} position="bottom-right" classNames={{ root: classes.notices }} />
      <AppContext value={app}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AppContext>
    </MantineProvider>
  );
}
