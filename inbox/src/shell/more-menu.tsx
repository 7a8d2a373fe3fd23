import '@mantine/core/styles/Menu.layer.css'
import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BookOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Screen } from './screens.ts'

/** The screens for which the bar of a phone has no room. */
const MoreMenu = ({
  target,
  screens,
  onClose,
}: {
  target: ReactNode
  screens: Screen[]
  onClose: () => void
}) => {
  const { t } = useTranslation()
  return (
    <Menu opened onClose={onClose} position="top-end" width={240} trapFocus>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {screens.map(({ name, to, icon: Icon }) => (
          <Menu.Item key={name} component={Link} to={to} leftSection={<Icon size={18} aria-hidden />}>
            {t(`nav.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          component="a"
          href="/docs"
          target="_blank"
          leftSection={<BookOpen size={18} aria-hidden />}
        >
          {t('nav.docs')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

export default MoreMenu
