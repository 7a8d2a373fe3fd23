import '@mantine/core/styles/Badge.layer.css'
import { Badge, Text } from '@mantine/core'
import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../api/types.ts'
import type { Column } from '../components/data-table.tsx'
import { When } from '../components/when.tsx'
import { useIntegrations } from '../inbox/queries.ts'
import { useMe } from '../session/session.ts'

/** How many numbers are named; more are counted. */
const NAMED = 3

/** What a row of the team says. `renderMenu` gives its end. */
export const useUserColumns = (renderMenu: (user: User) => ReactNode): Column<User>[] => {
  const { t } = useTranslation('team')
  const me = useMe()
  const numbers = useNumbers()
  return [
    {
      key: 'name',
      title: t('name'),
      render: (user) => (
        <>
          <Text span size="sm" fw={500}>
            {user.name}
          </Text>
          {user.id === me.id && <Text span size="sm" c="var(--quiet)">{` · ${t('you')}`}</Text>}
          {user.disabled_at && (
            <Badge ml={8} size="sm" color="gray" variant="light" tt="none" c="var(--quiet)">
              {t('disabled')}
            </Badge>
          )}
          <Text size="xs" c="var(--quiet)">
            {user.email}
          </Text>
        </>
      ),
    },
    { key: 'role', title: t('role'), render: ({ role }) => t(`roles.${role as 'agent'}`) },
    { key: 'numbers', title: t('numbers'), isMinor: true, render: numbers },
    {
      key: 'twoFactor',
      title: t('twoFactor'),
      isMinor: true,
      render: ({ two_factor: isOn }) =>
        isOn ? (
          <>
            <ShieldCheck size={16} color="var(--accent)" aria-hidden style={{ verticalAlign: '-3px' }} />{' '}
            {t('on')}
          </>
        ) : (
          t('off')
        ),
    },
    {
      key: 'seen',
      title: t('seen'),
      isMinor: true,
      render: ({ last_seen_at: at }) => (at ? <When at={at} /> : t('never')),
    },
    { key: 'more', title: '', isNumber: true, render: renderMenu },
  ]
}

const useNumbers = () => {
  const { t } = useTranslation('team')
  const { data: integrations = [] } = useIntegrations()
  return ({ integration_ids: ids }: User): string => {
    if (ids === null) return t('allNumbers')
    if (ids.length === 0) return t('noNumbers')
    const names = ids.map((id) => integrations.find((one) => one.id === id)?.display_name ?? `${id}`)
    const rest = names.length - NAMED
    return rest > 0
      ? t('someNumbers', { names: names.slice(0, NAMED).join(', '), count: rest })
      : names.join(', ')
  }
}
