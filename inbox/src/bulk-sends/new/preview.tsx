import { ActionIcon, Group, Text } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Translation } from '../../inbox/queries.ts'
import { fillText } from '../../inbox/template-picker/compose-send.ts'
import { Phone, type PhoneMessage } from '../../templates/phone/phone.tsx'
import { useFileUrl } from '../../templates/phone/use-file-url.ts'
import { firstPeople, type Plan, translationOf } from './state.ts'
import styles from './wizard.module.css'

/** What the first people of it will get, one after the other. */
export const Preview = ({ plan, sender }: { plan: Plan; sender: string }) => {
  const { t } = useTranslation('bulk-sends')
  const [chosen, setChosen] = useState(0)
  const fileUrl = useFileUrl(plan.attachment)
  const translation = translationOf(plan)
  if (!translation) return <div />
  const people = firstPeople(plan)
  const at = Math.min(chosen, Math.max(people.length - 1, 0))
  const person = people[at]
  const values = { ...plan.values, ...person?.values }
  return (
    <aside className={styles.preview} aria-label={t('preview.label')}>
      <div className={styles.previewHead}>
        <Text size="sm" c="var(--quiet)" truncate>
          {person
            ? t('preview.for', { who: person.name ?? person.phone, line: person.line })
            : t('preview.label')}
        </Text>
        {people.length > 1 && (
          <Group gap={2} wrap="nowrap">
            <ActionIcon
              aria-label={t('preview.previous')}
              disabled={at === 0}
              onClick={() => setChosen(at - 1)}
            >
              <ChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon
              aria-label={t('preview.next')}
              disabled={at === people.length - 1}
              onClick={() => setChosen(at + 1)}
            >
              <ChevronRight size={16} />
            </ActionIcon>
          </Group>
        )}
      </div>
      <Phone sender={sender} message={toMessage(translation, values, plan, fileUrl)} />
    </aside>
  )
}

const MEDIA = { 1: 'image', 2: 'video', 3: 'document' } as const

const toMessage = (
  translation: Translation,
  values: Record<string, string>,
  plan: Plan,
  fileUrl: string | undefined,
): PhoneMessage => ({
  header: headerOf(translation, values, plan, fileUrl),
  body: fillText(translation.body, 'body', values),
  footer: translation.footer,
  buttons: translation.buttons.map(({ type, text }) => ({ type, text })),
})

const headerOf = (
  { header, header_type }: Translation,
  values: Record<string, string>,
  plan: Plan,
  fileUrl: string | undefined,
): PhoneMessage['header'] => {
  if (header !== null) return { kind: 'text', text: fillText(header, 'header', values) }
  const kind = MEDIA[header_type?.value as keyof typeof MEDIA]
  if (kind) return { kind, url: fileUrl, name: plan.attachment?.name }
  return header_type === null ? null : { kind: 'location', name: plan.place.name }
}
