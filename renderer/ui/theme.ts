import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Kbd,
  Loader,
  type MantineColorsTuple,
  Modal,
  NativeSelect,
  NumberInput,
  PasswordInput,
  Radio,
  Select,
  Table,
  Textarea,
  TextInput,
} from '@mantine/core';

/** Greys without a tint, so that skin beside them keeps its colour. */
const gray: MantineColorsTuple = [
  '#f7f7f7',
  '#efefef',
  '#e4e4e4',
  '#d4d4d4',
  '#bdbdbd',
  '#949494',
  '#6b6b6b',
  '#4d4d4d',
  '#3a3a3a',
  '#242424',
];

const dark: MantineColorsTuple = [
  '#ededed',
  '#d6d6d6',
  '#bababa',
  '#949494',
  '#6e6e6e',
  '#4a4a4a',
  '#363636',
  '#262626',
  '#1d1d1d',
  '#141414',
];

/** The one quiet accent. */
const ink: MantineColorsTuple = [
  '#edf3f8',
  '#dce7f0',
  '#bcd2e4',
  '#98bad6',
  '#86b0d4',
  '#4f84b3',
  '#265a87',
  '#1f5585',
  '#174470',
  '#0f3357',
];

/** Something waits for you. */
const amber: MantineColorsTuple = [
  '#fff6e0',
  '#fdeac0',
  '#f9d88d',
  '#f3c356',
  '#ebb02c',
  '#c98b0e',
  '#9a6700',
  '#7d5300',
  '#624100',
  '#4a3100',
];

/** Erasure and quarantine, and nothing else. */
const deep: MantineColorsTuple = [
  '#fdeeee',
  '#f9d9d9',
  '#f1b5b5',
  '#ec9a9a',
  '#e08080',
  '#b93a3a',
  '#9b2323',
  '#831818',
  '#6c1010',
  '#540909',
];

/** May be used. */
const leaf: MantineColorsTuple = [
  '#ebf6ee',
  '#d5ecdc',
  '#aedabc',
  '#8acb9e',
  '#6bbb84',
  '#3c8f57',
  '#23703d',
  '#1a5c31',
  '#134926',
  '#0c361b',
];

const small = { defaultProps: { size: 'xs' as const } };

export const theme = createTheme({
  colors: { gray, dark, ink, amber, deep, leaf },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  black: '#1a1a1a',
  defaultRadius: 'sm',
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace",
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  // Edges rather than shadows: a shadow beside a picture changes how dark it looks.
  shadows: {
    xs: '0 1px 2px rgb(0 0 0 / 10%)',
    sm: '0 1px 3px rgb(0 0 0 / 14%)',
    md: '0 2px 8px rgb(0 0 0 / 18%)',
    lg: '0 4px 14px rgb(0 0 0 / 22%)',
    xl: '0 8px 28px rgb(0 0 0 / 26%)',
  },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.5' },
    },
  },
  respectReducedMotion: true,
  components: {
    Button: Button.extend(small),
    // One key in one piece.
    Kbd: Kbd.extend({ styles: { root: { whiteSpace: 'nowrap' } } }),
    // What turns is named where it stands alone, and only what has a role may have a name.
    Loader: Loader.extend({ defaultProps: { role: 'progressbar' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    TextInput: TextInput.extend(small),
    PasswordInput: PasswordInput.extend(small),
    NumberInput: NumberInput.extend(small),
    NativeSelect: NativeSelect.extend(small),
    Select: Select.extend(small),
    Textarea: Textarea.extend(small),
    Checkbox: Checkbox.extend(small),
    Radio: Radio.extend(small),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: { duration: 100 },
        overlayProps: { backgroundOpacity: 0.5 },
        // A dialog's heading line is no banner of the page.
        attributes: { header: { role: 'presentation' } },
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
      },
    }),
  },
});
