import { ColorSwatch } from '@mantine/core'
import type { AgentState } from '../api/types.ts'

export const STATE_COLORS: Record<AgentState, string> = {
  online: 'green.7',
  invisible: 'violet.6',
  break: 'yellow.6',
  offline: 'gray.5',
}

/** The colour of a state; its name stands beside it. */
export const AgentDot = ({ state }: { state: AgentState }) => (
  <ColorSwatch
    size={10}
    withShadow={false}
    aria-hidden
    color={`var(--mantine-color-${STATE_COLORS[state].replace('.', '-')})`}
  />
)
