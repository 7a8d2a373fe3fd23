import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../api/types.ts'
import { type Command, useCommands } from '../shell/commands.ts'
import { useKeys } from '../shell/keys.ts'
import { focusComposer } from './composer/focus.ts'
import { writeDraft } from './drafts.ts'
import { nameOf } from './names.ts'
import { keyOf } from './queries.ts'
import type { ChatActions, OpenPicker } from './use-chat-actions.ts'

/** What single keys, and the command bar, do with the open chat. */
export const useChatKeys = (
  chat: Chat,
  actions: ChatActions,
  setPicker: (picker: OpenPicker) => void,
  chooseTemplate: () => void,
): void => {
  const { t } = useTranslation('inbox')
  const write = (mode: 'reply' | 'note') => {
    writeDraft(keyOf(chat), { mode })
    focusComposer()
  }
  const isActive = chat.state === 'active'
  const own: Omit<Command, 'group'>[] = [
    { id: 'reply', keys: 'r', label: t('keys.reply'), run: () => write('reply') },
    { id: 'note', keys: 'n', label: t('keys.note'), run: () => write('note') },
    { id: 'template', keys: 't', label: t('keys.template'), run: chooseTemplate },
    ...(isActive
      ? [
          { id: 'assign', keys: 'a', label: t('keys.assign'), run: () => setPicker('assign') },
          { id: 'mine', keys: 'm', label: t('keys.mine'), run: actions.claim },
          { id: 'close', keys: 'e', label: t('keys.close'), run: () => setPicker('close') },
        ]
      : []),
    { id: 'tag', keys: 'l', label: t('keys.tag'), run: () => setPicker('tag') },
    ...(!isActive && actions.canReopen
      ? [{ id: 'reopen', label: t('chat.reopen'), run: actions.reopen }]
      : []),
  ]
  useKeys(Object.fromEntries(own.flatMap(({ keys, run }) => (keys ? [[keys, run]] : []))))
  const group = t('chat.header', { name: nameOf(chat) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the commands are the same as long as these are
  const commands = useMemo(() => own.map((one) => ({ ...one, group })), [chat, actions, group])
  useCommands(commands)
}
