import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { useViewers } from '../../live/presence.ts'
import { useMe } from '../../session/session.ts'
import styles from './viewers.module.css'

/** Who else has the chat open, and who of them is writing: so that no two answer at once. */
export const Viewers = ({ chat }: { chat: Chat }) => {
  const { t, i18n } = useTranslation('inbox')
  const me = useMe()
  const others = useViewers(chat.integration_id, chat.id).filter(({ id }) => id !== me.id)
  const names = (list: { name: string }[]) =>
    new Intl.ListFormat(i18n.language).format(list.map(({ name }) => name))
  const typing = others.filter((one) => one.typing)
  return (
    <span role="status" className={styles.viewers}>
      {typing.length > 0
        ? t('chat.typing', { names: names(typing) })
        : others.length > 0
          ? t(others.length > 1 ? 'chat.viewing_many' : 'chat.viewing', { names: names(others) })
          : ''}
    </span>
  )
}
