import { FileSpreadsheet, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './wizard.module.css'

/** Takes a file that is dropped on it, or chosen: it is a file field, so that keys and screen readers have it as one. */
export const DropZone = ({ file, onFile }: { file: File | null; onFile: (file: File) => void }) => {
  const { t, i18n } = useTranslation('bulk-sends')
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const first = files?.[0]
    if (first) onFile(first)
  }
  const size = (bytes: number) =>
    new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit: 'kilobyte',
      maximumFractionDigits: bytes < 10_000 ? 1 : 0,
    }).format(bytes / 1_000)
  return (
    <label
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      {file ? <FileSpreadsheet size={28} aria-hidden /> : <Upload size={28} aria-hidden />}
      {file ? (
        <>
          <strong>{file.name}</strong>
          <span>
            {size(file.size)} · {t('file.another')}
          </span>
        </>
      ) : (
        <strong>{t('file.drop')}</strong>
      )}
      <input
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        className="sr-only"
        onChange={({ currentTarget }) => {
          take(currentTarget.files)
          // The same file again, after it was changed, is a choice too.
          currentTarget.value = ''
        }}
      />
    </label>
  )
}
