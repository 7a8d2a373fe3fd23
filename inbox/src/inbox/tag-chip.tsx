import { CloseButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Tag } from '../api/types.ts'
import styles from './tag-chip.module.css'

/** Those that a tag may have (src/desk/tags.ts), as the theme calls them. */
export const TAG_COLORS: Record<string, string> = {
  gray: 'gray',
  red: 'red',
  orange: 'orange',
  yellow: 'yellow',
  green: 'green',
  teal: 'teal',
  blue: 'blue',
  purple: 'grape',
  pink: 'pink',
}

/** The colour of a tag, which says nothing by itself. */
export const TagMark = ({ color }: { color: string }) => (
  <span
    className={styles.mark}
    style={{ background: `var(--mantine-color-${TAG_COLORS[color] ?? 'gray'}-6)` }}
    aria-hidden
  />
)

export const TagChip = ({ tag, onRemove }: { tag: Tag; onRemove?: () => void }) => {
  const { t } = useTranslation('inbox')
  return (
    <span className={styles.chip}>
      <TagMark color={tag.color} />
      <span className={styles.name}>{tag.name}</span>
      {onRemove && (
        <CloseButton
          size={16}
          iconSize={11}
          aria-label={t('chat.untag', { name: tag.name })}
          onClick={onRemove}
        />
      )}
    </span>
  )
}
