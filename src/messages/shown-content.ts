/** What a message refers to: our id where the message is known here, Meta's where one was given. */
export type Target = { messageId?: string | undefined; wamid?: string | undefined }

/**
 * The stored content as the API and the webhooks show it. The Cloud API names another message by Meta's id,
 * which no caller of ours knows: reactions, edits and revocations get ours beside it.
 */
export const shownContent = (type: string, content: object, target: Target): object => {
  if (type === 'reaction') return { ...content, ...shownTarget('message_id', target) }
  if (type === 'edit' || type === 'revoke')
    return { ...content, ...shownTarget('original_message_id', target) }
  return content
}

const shownTarget = (field: string, { messageId, wamid }: Target) => ({
  [field]: messageId ?? null,
  ...(wamid !== undefined && { wamid }),
})
