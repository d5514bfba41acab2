import {
  Button,
  createTheme,
  DEFAULT_THEME,
  Menu,
  Paper,
  SegmentedControl,
  Select,
  Table,
  TextInput,
  type MantineColorsTuple,
} from '@mantine/core';

const harbor: MantineColorsTuple = [
  '#eef5fa',
  '#dbe8f1',
  '#b3cfe2',
  '#88b4d3',
  '#639dc5',
  '#4b8ebd',
  '#3a80b1',
  '#27689a',
  '#1d5580',
  '#123f61',
];

const slate: MantineColorsTuple = [
  '#f5f7fa',
  '#e9edf2',
  '#d8dfe7',
  '#bcc7d3',
  '#98a7b7',
  '#748599',
  '#586a7e',
  '#425266',
  '#2a3949',
  '#172331',
];

const dark: MantineColorsTuple = [
  '#d5dde6',
  '#b5c0cc',
  '#98a6b5',
  '#6b7a8b',
  '#3f4d5d',
  '#303c4a',
  '#222c38',
  '#19222c',
  '#121a23',
  '#0c131a',
];

/** A palette of Mantine with a darker last shade, which is readable on the light shades. */
function withDarkShade(color: string, last: string): MantineColorsTuple {
  const shades = DEFAULT_THEME.colors[color] ?? harbor;
  return [...shades.slice(0, 9), last] as unknown as MantineColorsTuple;
}

export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: { light: 7, dark: 7 },
  colors: {
    harbor,
    dark,
    gray: slate,
    green: withDarkShade('green', '#1b5e2a'),
    teal: withDarkShade('teal', '#055a42'),
    yellow: withDarkShade('yellow', '#6b4200'),
    orange: withDarkShade('orange', '#7a3300'),
    red: withDarkShade('red', '#8f1d15'),
  },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'Segoe UI Mono', 'DejaVu Sans Mono', Menlo, monospace",
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: Button.extend({ defaultProps: { fw: 550 } }),
    Menu: Menu.extend({ defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } }),
    // On a narrow screen, the choices take several lines instead of being cut off.
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { withItemsBorders: false },
      styles: { root: { flexWrap: 'wrap' } },
    }),
    // The list is rendered inside the landmark of its field. The Tab key skips it and moves to the next field.
    Select: Select.extend({
      defaultProps: {
        comboboxProps: { withinPortal: false },
        scrollAreaProps: { viewportProps: { tabIndex: -1 } },
        onFocus: (event) => event.currentTarget.select(),
      },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, shadow: 'none' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } }),
    TextInput: TextInput.extend({ defaultProps: { spellCheck: false } }),
  },
});
