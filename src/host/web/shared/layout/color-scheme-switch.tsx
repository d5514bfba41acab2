import { UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTexts } from '../i18n/use-texts.js';
import classes from './bar.module.css';

export function ColorSchemeSwitch() {
  const { t } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = t(dark ? 'layout.light' : 'layout.dark');
  const Picture = dark ? IconSun : IconMoon;
  return (
    <UnstyledButton
      className={classes.button}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <Picture size={19} stroke={1.7} aria-hidden />
    </UnstyledButton>
  );
}
