import { ActionIcon, Button, Text, Textarea, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Paperclip, ReceiptText, SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import type { Chat } from '../../api/types.ts'
import { useNow } from '../../components/time.ts'
import { usePreferences } from '../../preferences.ts'
import { useMe } from '../../session/session.ts'
import { useAgents } from '../../shell/agents.ts'
import { tellError } from '../../words/error.ts'
import { type Draft, useDraft, writeDraft } from '../drafts.ts'
import { addressOf } from '../names.ts'
import { send } from '../outbox.ts'
import { chatPath, keyOf, notesQuery } from '../queries.ts'
import type { ChatActions } from '../use-chat-actions.ts'
import styles from './composer.module.css'
import { type ChosenFile, FileList, useFiles } from './files.tsx'
import { setComposer } from './focus.ts'
import { findMentioned, Mentions, useMentions } from './mentions.tsx'
import { ModeSwitch } from './mode-switch.tsx'
import { QuickResponses, useQuickResponses } from './quick-responses.tsx'
import { QuotedDraft } from './quoted-draft.tsx'
import { Standing } from './standing.tsx'
import { WindowClock } from './window-clock.tsx'

const TemplatePicker = lazy(() => import('../template-picker/template-picker.tsx'))

/** WhatsApp takes no longer text (public API, Messages). */
const MAX_TEXT = 4096

type Props = {
  chat: Chat
  actions: ChatActions
  onTyping: () => void
  isChoosingTemplate: boolean
  onChooseTemplate: (isChoosing: boolean) => void
}

/** Where one writes: to the customer while the window is open, to the team always. */
export const Composer = ({ chat, actions, onTyping, isChoosingTemplate, onChooseTemplate }: Props) => {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const draft = useDraft(keyOf(chat))
  const now = useNow()
  const isOpen = chat.window_expires_at !== null && Date.parse(chat.window_expires_at) > now
  const isOthers = chat.state === 'active' && chat.assignee !== null && chat.assignee.id !== me.id
  const isNote = draft.mode === 'note'
  return (
    <footer className={styles.composer} data-note={isNote || undefined}>
      <div className={styles.top}>
        <ModeSwitch mode={draft.mode} onChange={(mode) => writeDraft(keyOf(chat), { mode })} />
        <WindowClock chat={chat} now={now} />
        <Tooltip label={`${t('composer.template')} · t`}>
          <ActionIcon aria-label={t('composer.chooseTemplate')} onClick={() => onChooseTemplate(true)}>
            <ReceiptText size={17} />
          </ActionIcon>
        </Tooltip>
      </div>
      {!isNote && (isOthers || chat.state === 'archived' || !isOpen) ? (
        <Standing
          chat={chat}
          isOpen={isOpen}
          isOthers={isOthers}
          actions={actions}
          onTemplate={() => onChooseTemplate(true)}
        />
      ) : (
        <Field chat={chat} draft={draft} actions={actions} onTyping={onTyping} />
      )}
      <Suspense>
        {isChoosingTemplate && <TemplatePicker chat={chat} onClose={() => onChooseTemplate(false)} />}
      </Suspense>
    </footer>
  )
}

type FieldProps = { chat: Chat; draft: Draft; actions: ChatActions; onTyping: () => void }

const Field = ({ chat, draft, actions, onTyping }: FieldProps) => {
  const { t } = useTranslation('inbox')
  const { enterSends } = usePreferences()
  const field = useRef<HTMLTextAreaElement>(null)
  const picked = useRef<HTMLInputElement>(null)
  const files = useFiles()
  const [isBusy, setBusy] = useState(false)
  const key = keyOf(chat)
  const isNote = draft.mode === 'note'
  const { text } = draft
  const quick = useQuickResponses(chat, isNote ? '' : text, (filled) => {
    writeDraft(key, { text: filled })
    field.current?.focus()
  })
  const mentions = useMentions(isNote ? text : '', (named) => {
    writeDraft(key, { text: named })
    field.current?.focus()
  })
  const list = isNote ? mentions : quick
  const tooMany = [...text].length - MAX_TEXT
  const isEmpty = text.trim() === '' && (isNote || files.chosen.length === 0)
  const canSend = !isEmpty && tooMany <= 0 && !isBusy
  const submit = useSubmit({ chat, draft, actions, files: files.chosen, clearFiles: files.clear, setBusy })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || list.onKeyDown(event)) return
    const isSend = event.key === 'Enter' && !event.shiftKey && (enterSends || event.ctrlKey || event.metaKey)
    if (isSend) {
      event.preventDefault()
      if (canSend) void submit()
    }
    if (event.key === 'Escape') field.current?.blur()
  }
  return (
    <div className={styles.field} {...(!isNote && files.dropHandlers)} data-over={files.isOver || undefined}>
      {files.isOver && <div className={styles.drop}>{t('composer.drop')}</div>}
      {draft.replyTo && !isNote && <QuotedDraft chat={chat} messageId={draft.replyTo} />}
      {!isNote && <FileList files={files.chosen} onRemove={files.remove} />}
      <QuickResponses state={quick} />
      <Mentions state={mentions} />
      <Textarea
        ref={(element) => {
          field.current = element
          setComposer(element)
        }}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={10}
        aria-label={isNote ? t('composer.noteLabel') : t('composer.label')}
        placeholder={t(
          isNote
            ? 'composer.notePlaceholder'
            : quick.isKnown
              ? 'composer.placeholder'
              : 'composer.placeholderPlain',
        )}
        aria-controls={list.isOpen ? list.listId : undefined}
        aria-activedescendant={list.activeId}
        value={text}
        onChange={(event) => {
          writeDraft(key, { text: event.currentTarget.value })
          if (!isNote) onTyping()
        }}
        onKeyDown={onKeyDown}
        onPaste={isNote ? undefined : files.onPaste}
        dir="auto"
      />
      <div className={styles.bottom}>
        {!isNote && (
          <>
            <input
              ref={picked}
              type="file"
              multiple
              hidden
              onChange={({ currentTarget }) => {
                files.add([...(currentTarget.files ?? [])])
                currentTarget.value = ''
              }}
            />
            <Tooltip label={t('composer.attach')}>
              <ActionIcon aria-label={t('composer.attach')} onClick={() => picked.current?.click()}>
                <Paperclip size={17} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <Text role="status" size="xs" c="var(--danger)" className={styles.count}>
          {tooMany > 0 && t('composer.tooLong', { count: tooMany })}
        </Text>
        <Button
          size="xs"
          disabled={!canSend}
          loading={isBusy}
          color={isNote ? 'yellow.8' : 'masa'}
          rightSection={<SendHorizontal size={14} aria-hidden />}
          onClick={() => void submit()}
        >
          {t(isNote ? 'composer.saveNote' : 'composer.send')}
        </Button>
      </div>
    </div>
  )
}

type Submit = {
  chat: Chat
  draft: Draft
  actions: ChatActions
  files: ChosenFile[]
  clearFiles: () => void
  setBusy: (isBusy: boolean) => void
}

/** A chat that is nobody's is taken first: of two who answer it at once, one is told who has it, and sends nothing. */
const useSubmit = ({ chat, draft, actions, files, clearFiles, setBusy }: Submit): (() => Promise<void>) => {
  const client = useQueryClient()
  const key = keyOf(chat)
  const text = draft.text.trim()
  const { data: team = [] } = useAgents()
  const saveNote = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('POST', `${chatPath(key)}/notes`, {
        json: { body: text, mentions: findMentioned(text, team) },
      })
      writeDraft(key, { text: '' })
      await client.invalidateQueries(notesQuery(key))
    } catch (error) {
      tellError(error)
    } finally {
      setBusy(false)
    }
  }
  const sendReply = async (): Promise<void> => {
    if (chat.assignee === null) {
      setBusy(true)
      const isMine = await actions.claimFirst().finally(() => setBusy(false))
      if (!isMine) return
    }
    const to = addressOf(chat)
    const reply = draft.replyTo ? { replyTo: draft.replyTo } : {}
    // The words go below the first file; those that have no caption come as a message of their own.
    const [first, ...others] = files
    const isCaption = first !== undefined && !first.file.type.startsWith('audio/') && text.length <= 1_024
    if (first)
      send(client, key, { kind: 'file', to, ...first, ...(isCaption && text && { caption: text }), ...reply })
    for (const file of others) send(client, key, { kind: 'file', to, ...file })
    if (text && !isCaption) send(client, key, { kind: 'text', to, text, ...(first ? {} : reply) })
    clearFiles()
    writeDraft(key, { text: '', replyTo: undefined })
  }
  return draft.mode === 'note' ? saveNote : sendReply
}
