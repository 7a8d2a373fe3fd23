import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AutoReplies } from '../api/types.ts'
import { TextWithVariables } from '../components/text-with-variables.tsx'
import { Card } from '../settings/page.tsx'
import { type Kind, REPLY_VARIABLES } from './queries.ts'

type Reply = AutoReplies[Kind]

/** One text, and whether it is sent. */
export const ReplyEditor = ({
  kind,
  reply,
  error,
  onReply,
}: {
  kind: Kind
  reply: Reply
  error: string | undefined
  onReply: (reply: Reply) => void
}) => {
  const { t } = useTranslation('auto-replies')
  return (
    <Card title={t(`kinds.${kind}`)} hint={t(`hints.${kind}`)}>
      <Switch
        label={t('enabled')}
        aria-label={t('enabledOf', { name: t(`kinds.${kind}`) })}
        checked={reply.enabled}
        onChange={(event) => onReply({ ...reply, enabled: event.currentTarget.checked })}
      />
      <TextWithVariables
        label={t('text')}
        required={reply.enabled}
        variables={REPLY_VARIABLES}
        value={reply.text}
        error={error}
        onText={(text) => onReply({ ...reply, text })}
      />
    </Card>
  )
}
