import { FileInput, NativeSelect, Stack } from '@mantine/core'
import { Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { HEADER_KINDS, isMedia, type TextDraft } from './draft.ts'
import { Samples, TextWithValues } from './text-field.tsx'

// Cloud API, supported media types of template headers.
const ACCEPTED = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  document: 'application/pdf',
}

/** What stands above the text: nothing, a line, a file with a sample of it, a place. */
export const HeaderFields = ({
  text,
  errorOf,
  onChange,
}: {
  text: TextDraft
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<TextDraft>) => void
}) => {
  const { t } = useTranslation('templates')
  const kind = text.headerKind
  return (
    <Stack gap="sm">
      <NativeSelect
        label={t('editor.header')}
        value={kind}
        error={errorOf('header_type')}
        onChange={({ currentTarget: { value } }) =>
          onChange({ headerKind: value as TextDraft['headerKind'], file: null, mediaId: null })
        }
        data={HEADER_KINDS.map((one) => ({ value: one, label: t(`header.${one}`) }))}
      />
      {kind === 'text' && (
        <>
          <TextWithValues
            label={t('editor.headerText')}
            value={text.header}
            limit={60}
            maxPlaceholders={1}
            error={errorOf('header')}
            onChange={(header) => onChange({ header })}
          />
          <Samples
            text={text.header}
            samples={text.headerSamples}
            error={errorOf('header_variables')}
            onChange={(headerSamples) => onChange({ headerSamples })}
          />
        </>
      )}
      {isMedia(kind) && (
        <FileInput
          label={t('editor.sampleFile')}
          description={t('editor.sampleFileHint')}
          placeholder={t(text.mediaId === null ? 'editor.chooseFile' : 'editor.keptFile')}
          leftSection={<Upload size={16} aria-hidden />}
          accept={ACCEPTED[kind]}
          clearable
          clearButtonProps={{ 'aria-label': t('action.clear', { ns: 'common' }) }}
          value={text.file}
          error={errorOf('header_media_id') ?? errorOf('attachment')}
          onChange={(file) => onChange({ file })}
        />
      )}
    </Stack>
  )
}
