import '@mantine/core/styles/Menu.layer.css'
import { ActionIcon, Button, Group, Input, Menu, Text } from '@mantine/core'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ButtonFields } from './button-fields.tsx'
import { BUTTON_TYPES, type ButtonDraft, isWritable, newButton } from './draft.ts'
import styles from './editor.module.css'

const MAX_BUTTONS = 10

/** The buttons below a text, in the order in which the phone shows them. */
export const ButtonList = ({
  buttons,
  errorOf,
  onChange,
}: {
  buttons: ButtonDraft[]
  errorOf: (field: string) => string | undefined
  onChange: (buttons: ButtonDraft[]) => void
}) => {
  const { t } = useTranslation('templates')
  if (!buttons.every(isWritable))
    return (
      <Text size="sm" c="var(--quiet)">
        {t('button.notWritable')}
      </Text>
    )
  const move = (from: number, to: number) => {
    const next = buttons.with(to, buttons[from]!).with(from, buttons[to]!)
    onChange(next)
  }
  return (
    <Input.Wrapper label={t('editor.buttons')} component="div" error={errorOf('buttons')}>
      <ol className={styles.buttons}>
        {buttons.map((button, index) => (
          <li key={button.key} className={styles.button}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <strong>{t(`button.type.${button.type}`)}</strong>
              <Group gap={2} wrap="nowrap">
                <ActionIcon
                  size="sm"
                  aria-label={t('button.up')}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <ArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  aria-label={t('button.down')}
                  disabled={index === buttons.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <ArrowDown size={16} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  aria-label={t('button.remove')}
                  onClick={() => onChange(buttons.filter(({ key }) => key !== button.key))}
                >
                  <X size={16} />
                </ActionIcon>
              </Group>
            </Group>
            <ButtonFields
              button={button}
              errorOf={(field) => errorOf(`buttons.${index}.${field}`)}
              onChange={(change) => onChange(buttons.with(index, { ...button, ...change }))}
            />
          </li>
        ))}
      </ol>
      {buttons.length < MAX_BUTTONS && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="compact-sm" leftSection={<Plus size={14} aria-hidden />}>
              {t('button.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {BUTTON_TYPES.map((type) => (
              <Menu.Item key={type} onClick={() => onChange([...buttons, newButton(type)])}>
                {t(`button.type.${type}`)}
                <Text size="xs" c="dimmed">
                  {t(`button.hint.${type}`)}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Input.Wrapper>
  )
}
