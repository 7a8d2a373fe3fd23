import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { Search } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useAllCommands } from './commands.ts'

const [store, spotlight] = createSpotlight()

/** Ctrl/Cmd+K: all that can be done here, by typing a part of its name. */
const CommandBar = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const commands = useAllCommands()
  useEffect(() => spotlight.open(), [])
  const groups = Map.groupBy(commands, ({ group }) => group)
  return (
    <Spotlight
      store={store}
      shortcut={null}
      onSpotlightClose={onClose}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound={t('command.nothing')}
      searchProps={{
        leftSection: <Search size={18} aria-hidden />,
        placeholder: t('command.placeholder'),
        'aria-label': t('command.label'),
      }}
      actions={[...groups].map(([group, list]) => ({
        group,
        actions: list.map(({ id, label, keys, run }) => ({
          id,
          label,
          onClick: run,
          ...(keys && { rightSection: <kbd>{keys}</kbd> }),
        })),
      }))}
    />
  )
}

export default CommandBar
