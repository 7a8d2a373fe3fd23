import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { Pencil, Plus, Tags, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { Tag } from '../api/types.ts'
import Confirm from '../components/confirm.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Listed } from '../components/listed.tsx'
import { RowMenu } from '../components/row-menu.tsx'
import { tagsQuery } from '../inbox/queries.ts'
import { TagMark } from '../inbox/tag-chip.tsx'
import { SettingsPage } from '../settings/page.tsx'
import { TagDialog } from './tag-dialog.tsx'

type Over = { name: 'new' } | { name: 'change' | 'delete'; tag: Tag }

const TagsScreen = () => {
  const { t } = useTranslation('tags')
  const query = useQuery(tagsQuery)
  const [over, setOver] = useState<Over>()
  const close = () => setOver(undefined)
  const add = (
    <Button leftSection={<Plus size={16} />} onClick={() => setOver({ name: 'new' })}>
      {t('add')}
    </Button>
  )
  return (
    <SettingsPage title={t('title')} hint={t('hint')} actions={add}>
      <Listed
        label={t('title')}
        query={query}
        empty={<EmptyState icon={Tags} title={t('none')} hint={t('noneHint')} />}
        columns={[
          {
            key: 'name',
            title: t('tag'),
            render: ({ name, color }) => (
              <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
                <TagMark color={color} />
                {name}
              </span>
            ),
          },
          {
            key: 'color',
            title: t('color'),
            isMinor: true,
            render: ({ color }) => t(`colors.${color}` as 'colors.gray'),
          },
          {
            key: 'more',
            title: '',
            isNumber: true,
            render: (tag) => (
              <RowMenu
                label={t('more', { name: tag.name })}
                actions={[
                  { label: t('change'), icon: Pencil, run: () => setOver({ name: 'change', tag }) },
                  {
                    label: t('action.delete', { ns: 'common' }),
                    icon: Trash2,
                    isDangerous: true,
                    run: () => setOver({ name: 'delete', tag }),
                  },
                ]}
              />
            ),
          },
        ]}
      />
      {over?.name === 'new' && <TagDialog onClose={close} />}
      {over?.name === 'change' && <TagDialog tag={over.tag} onClose={close} />}
      {over?.name === 'delete' && <DeleteTag tag={over.tag} onClose={close} />}
    </SettingsPage>
  )
}

const DeleteTag = ({ tag, onClose }: { tag: Tag; onClose: () => void }) => {
  const { t } = useTranslation('tags')
  const client = useQueryClient()
  const remove = async () => {
    await call('DELETE', `/tags/${tag.id}`)
    await client.invalidateQueries({ queryKey: tagsQuery.queryKey })
  }
  return (
    <Confirm
      title={t('deleteTitle', { name: tag.name })}
      action={t('action.delete', { ns: 'common' })}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('deleteHint')}
    </Confirm>
  )
}

export const tagsRoute = createLazyRoute('/signed-in/settings/tags')({ component: TagsScreen })
