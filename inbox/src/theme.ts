import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The green of the mark; the eighth carries white text at 5.3 : 1. */
const masa: MantineColorsTuple = [
  '#e8f7f1',
  '#d0eee2',
  '#a3dec7',
  '#72ccaa',
  '#48b88f',
  '#2ba57b',
  '#17926a',
  '#0e8561',
  '#0b7a5c',
  '#075f47',
]

/** Dense, for people who look at it all day. */
export const theme = createTheme({
  colors: { masa },
  primaryColor: 'masa',
  primaryShade: 8,
  autoContrast: true,
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' } } },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withinPortal: true, fz: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    // The first item is focused, and nothing that is no item stands before it.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    Modal: { defaultProps: { centered: true, radius: 'md' }, styles: { title: { fontWeight: 600 } } },
    Button: { defaultProps: { size: 'sm' } },
  },
})
