import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Translation, templatesQuery } from '../queries.ts'
import styles from './body.module.css'
import { type Loose, list, object, text } from './content.ts'
import { DocumentCard, Picture, Video } from './parts.tsx'
import { RichText } from './rich-text.tsx'

/** A template as it went out: its text with the values that were given. Where it is gone by now, its name and the values. */
export const TemplateBody = ({ content, integrationId }: { content: Loose; integrationId: number }) => {
  const { t } = useTranslation('inbox')
  const { data: templates = [] } = useQuery(templatesQuery(integrationId))
  const name = text(content['name'])
  const code = text(object(content['language'])['code'])
  const translation = templates
    .find((template) => template.name === name)
    ?.translations.find(({ language_code }) => language_code === code)
  const parts = list(content['components'])
  const valuesOf = (type: string): Loose[] =>
    parts
      .filter((part) => text(part['type']).toLowerCase() === type)
      .flatMap((part) => list(part['parameters']))
  return (
    <span className={styles.stack}>
      <span className={styles.quiet}>
        {t('kind.template')} · {name}
      </span>
      <HeaderFile parameter={valuesOf('header')[0] ?? {}} integrationId={integrationId} />
      {translation ? (
        <Filled translation={translation} header={valuesOf('header')} body={valuesOf('body')} />
      ) : (
        <RichText>
          {valuesOf('body')
            .map((value) => text(value['text']))
            .join(' · ')}
        </RichText>
      )}
    </span>
  )
}

const Filled = ({
  translation,
  header,
  body,
}: {
  translation: Translation
  header: Loose[]
  body: Loose[]
}) => (
  <>
    {translation.header && <strong>{fill(translation.header, header)}</strong>}
    <RichText>{fill(translation.body, body)}</RichText>
    {translation.footer && <span className={styles.footer}>{translation.footer}</span>}
    {translation.buttons.length > 0 && (
      <span className={styles.buttons}>
        {translation.buttons.map(({ number, text: label }) => (
          <span key={number}>{label}</span>
        ))}
      </span>
    )}
  </>
)

const HeaderFile = ({ parameter, integrationId }: { parameter: Loose; integrationId: number }) => {
  const type = text(parameter['type'])
  const file = object(parameter[type])
  const shown = { integrationId, mediaId: text(file['id']), caption: '' }
  if (type === 'image') return <Picture {...shown} />
  if (type === 'video') return <Video {...shown} />
  if (type === 'document') return <DocumentCard {...shown} name={text(file['filename'])} />
  return null
}

/** Puts values into `{{1}}` or `{{name}}`, by their name or their place. */
const fill = (source: string, values: Loose[]): string =>
  source.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, key: string) => {
    const value = values.find((one) => one['parameter_name'] === key) ?? values[Number(key) - 1]
    return value === undefined ? whole : valueText(value)
  })

const valueText = (value: Loose): string =>
  text(value['text']) ||
  text(object(value['currency'])['fallback_value']) ||
  text(object(value['date_time'])['fallback_value'])
