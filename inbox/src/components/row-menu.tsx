import '@mantine/core/styles/Menu.layer.css'
import { ActionIcon, Menu } from '@mantine/core'
import { EllipsisVertical, type LucideIcon } from 'lucide-react'

export type RowAction = {
  label: string
  icon: LucideIcon
  isDangerous?: boolean
  run: () => void
}

/** What can be done with one row, behind a button at its end. */
export const RowMenu = ({ label, actions }: { label: string; actions: RowAction[] }) => (
  <Menu position="bottom-end" withinPortal withInitialFocusPlaceholder={false}>
    <Menu.Target>
      <ActionIcon aria-label={label}>
        <EllipsisVertical size={18} />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      {actions.map(({ label: words, icon: Icon, isDangerous, run }) => (
        <Menu.Item
          key={words}
          leftSection={<Icon size={16} aria-hidden />}
          {...(isDangerous && { color: 'var(--danger)' })}
          onClick={run}
        >
          {words}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
)
