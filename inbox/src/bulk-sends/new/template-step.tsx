import { NativeSelect, Text, TextInput, UnstyledButton } from '@mantine/core'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldText } from '../../components/field-errors.ts'
import type { Template } from '../../inbox/queries.ts'
import { categoryOf } from '../../templates/status.ts'
import { activeTranslations } from './state.ts'
import styles from './wizard.module.css'
import type { StepProps } from './wizard.tsx'

/** Which template, in which language. */
export const TemplateStep = ({
  plan,
  errors,
  onChange,
  templates,
}: StepProps & { templates: Template[] }) => {
  const { t, i18n } = useTranslation('bulk-sends')
  const { t: word } = useTranslation('templates')
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLocaleLowerCase(i18n.language)
  const shown = templates.filter(({ name }) => name.toLocaleLowerCase(i18n.language).includes(wanted))
  const translations = activeTranslations(plan.template)
  const choose = (template: Template) => {
    const own = activeTranslations(template)
    const language = own.find(({ language_code }) => language_code.startsWith(i18n.language)) ?? own[0]
    onChange({ template, languageId: language?.language_id, values: {}, attachment: null })
  }
  return (
    <>
      <TextInput
        leftSection={<Search size={16} aria-hidden />}
        placeholder={t('template.search')}
        aria-label={t('template.search')}
        value={search}
        onChange={({ currentTarget: { value } }) => setSearch(value)}
      />
      {shown.length === 0 ? (
        <Text size="sm" c="var(--quiet)">
          {t('template.noHit')}
        </Text>
      ) : (
        <ul className={styles.list}>
          {shown.map((template) => (
            <li key={template.id}>
              <UnstyledButton
                className={styles.item}
                aria-pressed={template.id === plan.template?.id}
                onClick={() => choose(template)}
              >
                <span>
                  {template.name} · <small>{word(`category.${categoryOf(template)}`)}</small>
                </span>
                <span className={styles.quiet}>{activeTranslations(template)[0]?.body}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      {translations.length > 0 && (
        <NativeSelect
          label={t('template.language')}
          value={plan.languageId}
          error={fieldText(errors, 'language_id') ?? fieldText(errors, 'template_id')}
          onChange={({ currentTarget: { value } }) => onChange({ languageId: Number(value), values: {} })}
          data={translations.map(({ language_id, language }) => ({
            value: `${language_id}`,
            label: language,
          }))}
        />
      )}
    </>
  )
}
