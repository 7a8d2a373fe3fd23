import { Button, Group, Input, Textarea, type TextareaProps } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fillIn, type Variable } from '../../../src/quick-responses/variables.ts'

/** A text in which something is different in each chat: a button for each variable puts it where the caret is. */
export const TextWithVariables = ({
  variables,
  onText,
  ...props
}: Omit<TextareaProps, 'onChange' | 'value'> & {
  value: string
  variables: readonly Variable[]
  onText: (text: string) => void
}) => {
  const { t } = useTranslation()
  const area = useRef<HTMLTextAreaElement>(null)
  const insert = (variable: Variable) => {
    const { selectionStart: from, selectionEnd: to } = area.current!
    const words = `{{${variable}}}`
    onText(props.value.slice(0, from) + words + props.value.slice(to))
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(from + words.length, from + words.length)
    })
  }
  return (
    <div>
      <Textarea
        ref={area}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4_096}
        {...props}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <Group gap={6} mt={6}>
        <Input.Description>{t('variable.insert')}</Input.Description>
        {variables.map((variable) => (
          <Button key={variable} size="compact-xs" variant="default" onClick={() => insert(variable)}>
            {t(`variable.${VARIABLE_NAMES[variable]}`)}
          </Button>
        ))}
      </Group>
    </div>
  )
}

/** Keys of words have no full stops. */
const VARIABLE_NAMES = {
  'contact.name': 'contactName',
  'contact.phone': 'contactPhone',
  'agent.name': 'agentName',
  'number.name': 'numberName',
} as const satisfies Record<Variable, string>

/** The text as somebody would get it. */
export const useSample = (): ((text: string, values?: Partial<Record<Variable, string>>) => string) => {
  const { t } = useTranslation()
  return (text, values) =>
    fillIn(text, {
      'contact.name': t('variable.sampleContact'),
      'contact.phone': '+905551112233',
      'agent.name': t('variable.sampleAgent'),
      'number.name': t('variable.sampleNumber'),
      ...values,
    })
}
