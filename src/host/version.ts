import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The host and the add-on come in one package and share its version. */
export const HOST_VERSION = manifest.version;
