import type { Job } from '../api/api-types.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';

/** Names sections of the settings as the form does: "Search and Mapping". */
export function useSectionList(): (sections: Job['changedSections']) => string {
  const { translateManifest } = useTexts();
  const { list } = useFormats();
  return (sections) => list(sections.map((section) => translateManifest(`i18n:settings:sections.${section}.title`)));
}
