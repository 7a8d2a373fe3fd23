import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { Pencil, Plus, Search, SearchX, Trash2, Zap } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuickResponse } from '../api/types.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Listed } from '../components/listed.tsx'
import { RowMenu } from '../components/row-menu.tsx'
import { quickResponsesQuery } from '../inbox/queries.ts'
import { SettingsPage } from '../settings/page.tsx'
import { DeleteQuickResponse } from './delete-quick-response.tsx'
import { QuickResponseDialog } from './quick-response-dialog.tsx'

type Over = { name: 'new' } | { name: 'change' | 'delete'; response: QuickResponse }

/** From so many on one looks for them rather than at them. */
const MANY = 8

const QuickResponsesScreen = () => {
  const { t } = useTranslation('quick-responses')
  const query = useQuery(quickResponsesQuery)
  const [over, setOver] = useState<Over>()
  const [search, setSearch] = useState('')
  const close = () => setOver(undefined)
  const found = query.data?.filter((one) => matches(one, search))
  const add = (
    <Button leftSection={<Plus size={16} />} onClick={() => setOver({ name: 'new' })}>
      {t('add')}
    </Button>
  )
  const empty = search ? (
    <EmptyState icon={SearchX} title={t('notFound')} hint={t('notFoundHint')} />
  ) : (
    <EmptyState icon={Zap} title={t('none')} hint={t('noneHint')} />
  )
  return (
    <SettingsPage title={t('title')} hint={t('hint')} actions={add}>
      {(query.data?.length ?? 0) >= MANY && (
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<Search size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Listed
        label={t('title')}
        query={query}
        rows={found}
        empty={empty}
        columns={[
          { key: 'shortcut', title: t('shortcut'), render: ({ shortcut }) => <code>/{shortcut}</code> },
          { key: 'title', title: t('name'), render: ({ title }) => title },
          {
            key: 'body',
            title: t('body'),
            isMinor: true,
            render: ({ body }) => <div style={CLAMPED}>{body}</div>,
          },
          {
            key: 'more',
            title: '',
            isNumber: true,
            render: (response) => (
              <RowMenu
                label={t('more', { name: response.title })}
                actions={[
                  { label: t('change'), icon: Pencil, run: () => setOver({ name: 'change', response }) },
                  {
                    label: t('action.delete', { ns: 'common' }),
                    icon: Trash2,
                    isDangerous: true,
                    run: () => setOver({ name: 'delete', response }),
                  },
                ]}
              />
            ),
          },
        ]}
      />
      {over?.name === 'new' && <QuickResponseDialog onClose={close} />}
      {over?.name === 'change' && <QuickResponseDialog response={over.response} onClose={close} />}
      {over?.name === 'delete' && <DeleteQuickResponse response={over.response} onClose={close} />}
    </SettingsPage>
  )
}

/** Two lines of a text are enough to know it by. */
const CLAMPED = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
  overflow: 'hidden',
  whiteSpace: 'pre-line',
  color: 'var(--quiet)',
} as const

const matches = ({ shortcut, title, body }: QuickResponse, search: string): boolean =>
  `/${shortcut} ${title} ${body}`.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase())

export const quickResponsesRoute = createLazyRoute('/signed-in/settings/quick-responses')({
  component: QuickResponsesScreen,
})
