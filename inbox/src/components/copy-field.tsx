import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A text to be taken elsewhere. Where the browser lets no page copy (no HTTPS), it is selected instead. */
export const CopyField = ({ label, value }: { label: string; value: string }) => {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    input.current?.select()
    await navigator.clipboard?.writeText(value)
    setCopied(navigator.clipboard !== undefined)
  }
  const words = isCopied ? t('action.copied') : t('action.copy')
  return (
    <TextInput
      ref={input}
      label={label}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <Tooltip label={words}>
          <ActionIcon aria-label={words} onClick={() => void copy().catch(() => undefined)}>
            {isCopied ? <Check size={16} /> : <Copy size={16} />}
          </ActionIcon>
        </Tooltip>
      }
    />
  )
}
