import type { PresentedChain } from '../../../index.js';
import type { Language } from '../../../i18n/languages.js';
import type { TextsService } from '../../language/texts.service.js';
import type { PresentedChainDto } from './certificates.dto.js';

/** The certificates of a server, and what is wrong with them in the language of the reader. */
export function localizedChain(texts: TextsService, language: Language, chain: PresentedChain): PresentedChainDto {
  const problems = chain.problems.map((code) => ({
    code,
    ...texts.checkFinding(language, { code, params: { url: chain.url, reason: code } }),
  }));
  return { ...chain, problems };
}
