import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import type { Tag } from '../api/types.ts'
import { FormDialog } from '../components/form-dialog.tsx'
import { useForm } from '../components/use-form.ts'
import { tagsQuery } from '../inbox/queries.ts'
import { TAG_COLORS } from '../inbox/tag-chip.tsx'
import styles from './tag-dialog.module.css'

/** Makes a tag, or changes one. */
export const TagDialog = ({ tag, onClose }: { tag?: Tag; onClose: () => void }) => {
  const { t } = useTranslation('tags')
  const client = useQueryClient()
  const form = useForm({ name: tag?.name ?? '', color: tag?.color ?? 'gray' }, async (json) => {
    await (tag ? call('PUT', `/tags/${tag.id}`, { json }) : call('POST', '/tags', { json }))
    await client.invalidateQueries({ queryKey: tagsQuery.queryKey })
    onClose()
  })
  return (
    <FormDialog title={t(tag ? 'changeTitle' : 'add')} form={form} onClose={onClose}>
      <TextInput
        label={t('name')}
        required
        maxLength={60}
        data-autofocus
        {...form.text('name')}
        error={form.errorOf('name') && t('nameTaken')}
      />
      <fieldset className={styles.colors}>
        <legend>{t('color')}</legend>
        {Object.entries(TAG_COLORS).map(([color, shade]) => {
          const words = t(`colors.${color}` as 'colors.gray')
          return (
            <label key={color} title={words}>
              <input
                type="radio"
                name="color"
                className="sr-only"
                checked={form.values.color === color}
                onChange={() => form.set({ color })}
              />
              <span aria-hidden style={{ background: `var(--mantine-color-${shade}-6)` }} />
              <span className="sr-only">{words}</span>
            </label>
          )
        })}
      </fieldset>
    </FormDialog>
  )
}
