import type { DirectoryProposal } from '../../../index.js';
import type { Language } from '../../../i18n/languages.js';
import type { TextsService } from '../../language/texts.service.js';
import type { ProposalDto } from './proposal.dto.js';

/** A proposal with the sentences of its notes. */
export function localizedProposal(texts: TextsService, language: Language, proposal: DirectoryProposal): ProposalDto {
  const notes = proposal.notes.map((note) => ({
    ...note,
    message: texts.text(language, `proposal:notes.${note.code}`, note.params),
  }));
  return { ...proposal, notes };
}
