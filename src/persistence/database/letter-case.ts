import { Logger } from '@nestjs/common';
import type { Database } from './database.js';

/** `Ö` and `ö`, as code points. */
const LETTERS = [0xd6, 0xf6];

const UNAWARE =
  'The locale of the database knows letters of ASCII only (lc_ctype). "Ömer" and "ömer" are different names in it, so that ' +
  'someone may become two users. Create the database anew with a locale such as C.UTF-8, and restore the dump into it.';

/** Logs a warning if the database does not compare names in any case: nobody would notice until there are two users. */
export async function warnOfLetterCase(database: Pick<Database, 'query'>): Promise<void> {
  const [encoding] = await database.query<{ utf8: boolean }>(`select getdatabaseencoding() = 'UTF8' as utf8`);
  // In other encodings, these numbers are other letters, or none.
  if (!encoding?.utf8) return;
  const [row] = await database.query<{ knows: boolean }>(
    'select lower(chr($1::int) collate "default") = chr($2::int) as knows',
    LETTERS,
  );
  if (!row?.knows) new Logger('Database').warn(UNAWARE);
}
