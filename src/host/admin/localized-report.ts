import { type CheckReport, settingOf } from '../../index.js';
import type { Language } from '../../i18n/languages.js';
import type { TextsService } from '../language/texts.service.js';
import type { CheckReportDto } from './settings.dto.js';

/** A report in the language of the reader, with the settings that remedy its findings. */
export function localizedReport(texts: TextsService, language: Language, report: CheckReport): CheckReportDto {
  const steps = report.steps.map((step) => ({
    ...step,
    ...texts.checkFinding(language, step),
    further: (step.further ?? []).map((each) => ({ ...each, ...texts.checkFinding(language, each) })),
    field: settingOf(step.code, step.params),
  }));
  return { ...report, steps };
}
