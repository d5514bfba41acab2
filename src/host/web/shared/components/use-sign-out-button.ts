import { useSignOut } from '../api/session.js';
import { useTexts } from '../i18n/use-texts.js';
import { useNotices } from './use-notices.js';

/** Signs out, or says that it did not happen: nobody goes away from a session that still lives. */
export function useSignOutButton() {
  const { t } = useTexts();
  const notices = useNotices();
  const { mutate, isPending } = useSignOut();
  const signOut = () => mutate(undefined, { onError: (error) => notices.failed(error, t('layout.stillSignedIn')) });
  return { signOut, isPending };
}
