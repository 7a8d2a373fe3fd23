import { ActionIcon, Tooltip } from '@mantine/core'
import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './copy-block.module.css'

const SAID_MS = 2_000

/** A text that is to be taken along, such as an address, a secret or a command. */
export const CopyBlock = ({ label, text }: { label: string; text: string }) => {
  const { t } = useTranslation()
  const code = useRef<HTMLElement>(null)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    // Pages that are not served over HTTPS have no clipboard: there the text is chosen, for Ctrl+C.
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      if (code.current) window.getSelection()?.selectAllChildren(code.current)
    }
  }
  const words = isCopied ? t('action.copied') : t('action.copy')
  return (
    <figure className={styles.field}>
      <figcaption className={styles.label}>{label}</figcaption>
      <div className={styles.box}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways */}
        <code ref={code} className={styles.text} tabIndex={0}>
          {text}
        </code>
        <Tooltip label={words}>
          <ActionIcon aria-label={`${t('action.copy')}: ${label}`} onClick={copy}>
            {isCopied ? <Check size={16} /> : <Copy size={16} />}
          </ActionIcon>
        </Tooltip>
        <span className="sr-only" role="status">
          {isCopied ? t('action.copied') : ''}
        </span>
      </div>
    </figure>
  )
}
