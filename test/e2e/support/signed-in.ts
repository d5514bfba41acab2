import { PASSWORDS } from '../../services/host.js';

/** Calls of the API as the administrator, with a token. Throws if the host refuses one. */
export async function signedIn(url: string) {
  const send = async <T>(method: string, path: string, body?: object, token?: string) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const { token } = await send<{ token: string }>('POST', '/api/session', { user: 'admin', password: PASSWORDS.admin });
  return <T>(method: string, path: string, body?: object) => send<T>(method, path, body, token);
}
