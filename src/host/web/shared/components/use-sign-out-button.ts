import { useSignOut } from '../api/session.js';
import { useTexts } from '../i18n/use-texts.js';
import { useNotices } from './use-notices.js';

/** Signs out. On failure it reports that the session is still active. */
export function useSignOutButton() {
  const { t } = useTexts();
  const notices = useNotices();
  const { mutate, isPending } = useSignOut();
  const signOut = () => mutate(undefined, { onError: (error) => notices.failed(error, t('layout.stillSignedIn')) });
  return { signOut, isPending };
}
