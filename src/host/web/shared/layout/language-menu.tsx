import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { LANGUAGES, type Language } from '../i18n/languages.js';
import { changeLanguage } from '../i18n/texts.js';
import { useTexts } from '../i18n/use-texts.js';
import classes from './bar.module.css';

export function LanguageMenu() {
  const { t, language } = useTexts();
  const queries = useQueryClient();
  const choose = async (selected: Language) => {
    await changeLanguage(selected);
    // Responses of the host contain texts in the language of the user.
    await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  };
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <UnstyledButton
          className={classes.button}
          aria-label={t('layout.language', { language: language.toUpperCase() })}
        >
          <IconLanguage size={19} stroke={1.7} aria-hidden />
          <span aria-hidden>{language.toUpperCase()}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((each) => (
          <Menu.Item
            key={each}
            lang={each}
            onClick={() => void choose(each)}
            rightSection={each === language ? <IconCheck size={16} aria-label={t('layout.selected')} /> : null}
          >
            {nativeNameOf(each)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The name of the language in the language itself. */
function nativeNameOf(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
