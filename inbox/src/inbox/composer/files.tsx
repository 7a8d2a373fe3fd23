import { CloseButton } from '@mantine/core'
import { FileText } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './composer.module.css'

export type ChosenFile = { file: File; previewUrl: string }

/** Files that are to be sent: chosen, pasted, or dropped. */
export const useFiles = () => {
  const [chosen, setChosen] = useState<ChosenFile[]>([])
  const [isOver, setOver] = useState(false)
  const latest = useRef(chosen)
  latest.current = chosen
  // What was sent is shown by its own address until it has arrived; what was not is let go.
  useEffect(
    () => () => {
      for (const { previewUrl } of latest.current) URL.revokeObjectURL(previewUrl)
    },
    [],
  )
  const add = (files: File[]) =>
    setChosen((now) => [...now, ...files.map((file) => ({ file, previewUrl: URL.createObjectURL(file) }))])
  return {
    chosen,
    isOver,
    add,
    clear: () => setChosen([]),
    remove: (one: ChosenFile) => {
      URL.revokeObjectURL(one.previewUrl)
      setChosen((now) => now.filter((other) => other !== one))
    },
    onPaste: (event: ClipboardEvent) => {
      const files = [...event.clipboardData.files]
      if (files.length === 0) return
      event.preventDefault()
      add(files)
    },
    dropHandlers: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        add([...event.dataTransfer.files])
      },
    },
  }
}

export const FileList = ({
  files,
  onRemove,
}: {
  files: ChosenFile[]
  onRemove: (file: ChosenFile) => void
}) => {
  const { t } = useTranslation('inbox')
  if (files.length === 0) return null
  return (
    <ul className={styles.files}>
      {files.map((one) => (
        <li key={one.previewUrl} className={styles.file}>
          {one.file.type.startsWith('image/') ? (
            <img src={one.previewUrl} alt="" />
          ) : (
            <FileText size={18} aria-hidden />
          )}
          <span>{one.file.name}</span>
          <CloseButton
            size="xs"
            aria-label={t('composer.removeFile', { name: one.file.name })}
            onClick={() => onRemove(one)}
          />
        </li>
      ))}
    </ul>
  )
}
