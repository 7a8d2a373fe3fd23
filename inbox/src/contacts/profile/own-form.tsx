import { Button, Group, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { FormError } from '../../components/form-error.tsx'
import { showToast } from '../../components/toasts.tsx'
import { useForm } from '../../components/use-form.ts'
import { Card } from '../../settings/page.tsx'
import { type ContactDetails, changeContact, contactQuery } from '../queries.ts'

const ownOf = ({ own_name, notes }: ContactDetails) => ({ name: own_name ?? '', notes })

/** What the team says of somebody: a name of its own, and notes. */
export const OwnForm = ({ contact }: { contact: ContactDetails }) => {
  const { t } = useTranslation(['contacts', 'common'])
  const client = useQueryClient()
  const form = useForm(ownOf(contact), async (values) => {
    const now = await changeContact(contact.id, values)
    client.setQueryData(contactQuery(contact.id).queryKey, now)
    void client.invalidateQueries({ queryKey: ['contacts', 'list'] })
    form.reset(ownOf(now))
    showToast({ tone: 'info', message: t('saved') })
  })
  const { name, notes } = ownOf(contact)
  // What somebody else saves meanwhile is shown, unless it would take away what is being written here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is stored decides
  useEffect(() => {
    if (!form.isDirty) form.reset({ name, notes })
  }, [name, notes])
  return (
    <Card title={t('own')}>
      <form onSubmit={form.onSubmit}>
        <TextInput
          label={t('ownName')}
          description={t('ownNameHint')}
          placeholder={contact.profile_name ?? ''}
          maxLength={200}
          autoComplete="off"
          mb="md"
          {...form.text('name')}
        />
        <Textarea
          label={t('notes')}
          description={t('notesHint')}
          autosize
          minRows={3}
          maxRows={14}
          maxLength={10_000}
          {...form.text('notes')}
        />
        <Group mt="md" justify="flex-end">
          <FormError error={form.error} />
          <Button type="submit" loading={form.isBusy} disabled={!form.isDirty}>
            {t('action.save', { ns: 'common' })}
          </Button>
        </Group>
      </form>
    </Card>
  )
}
