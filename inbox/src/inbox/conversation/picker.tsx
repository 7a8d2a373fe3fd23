import { Combobox, useCombobox } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

export type Choice = { value: string; label: string; hint?: string; icon?: ReactNode; isChosen?: boolean }

/**
 * A button that opens a list to choose from, by typing a part of the name. `isOpen` comes from outside, since keys open
 * it as well.
 */
export const Picker = ({
  isOpen,
  onOpen,
  target,
  placeholder,
  choices,
  make,
  empty,
  onChoose,
}: {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** The button; it gets its handlers from here. */
  target: ReactNode
  placeholder: string
  choices: Choice[]
  /** Words for making one that is not there, such as a tag. */
  make?: ((name: string) => string) | undefined
  empty?: string
  onChoose: (value: string, isNew: boolean) => void
}) => {
  const { t } = useTranslation('inbox')
  const [search, setSearch] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const store = useCombobox({
    opened: isOpen,
    onOpenedChange: onOpen,
    onDropdownClose: () => store.resetSelectedOption(),
    onDropdownOpen: () => setSearch(''),
  })
  useEffect(() => {
    if (!isOpen) return
    // It takes the focus only once it has its place, which on a busy machine is some frames later.
    let frame = requestAnimationFrame(function focus() {
      field.current?.focus({ preventScroll: true })
      if (field.current && document.activeElement === field.current) store.selectFirstOption()
      else frame = requestAnimationFrame(focus)
    })
    return () => cancelAnimationFrame(frame)
  }, [isOpen, store.selectFirstOption])
  const wanted = fold(search)
  const found = choices.filter(({ label, hint = '' }) => fold(`${label} ${hint}`).includes(wanted))
  const isNew = make && wanted !== '' && !choices.some(({ label }) => fold(label) === wanted)
  return (
    <Combobox
      store={store}
      width={260}
      position="bottom-end"
      shadow="md"
      withinPortal
      onOptionSubmit={(value) => {
        onOpen(false)
        onChoose(value.slice(1), value.startsWith('+'))
      }}
    >
      <Combobox.Target targetType="button">{target}</Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          ref={field}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            store.resetSelectedOption()
            requestAnimationFrame(() => store.selectFirstOption())
          }}
          // Whoever types fast presses Enter before the first one is marked.
          onKeyDown={({ key }) => {
            if (key === 'Enter' && store.getSelectedOptionIndex() === -1) store.selectFirstOption()
          }}
          placeholder={placeholder}
          aria-label={placeholder}
        />
        <Combobox.Options aria-label={placeholder} mah={280} style={{ overflowY: 'auto' }}>
          {found.map(({ value, label, hint, icon, isChosen }) => (
            <Combobox.Option key={value} value={`=${value}`} active={isChosen ?? false}>
              <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
                {icon}
                <span style={{ flex: 1 }}>{label}</span>
                {hint && <span style={{ color: 'var(--quiet)', fontSize: 12 }}>{hint}</span>}
              </span>
            </Combobox.Option>
          ))}
          {isNew && <Combobox.Option value={`+${search.trim()}`}>{make(search.trim())}</Combobox.Option>}
          {found.length === 0 && !isNew && (
            <Combobox.Empty>
              {choices.length === 0 ? (empty ?? t('chat.nothing')) : t('chat.nothing')}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Alike whatever the case and the accents. */
const fold = (text: string): string =>
  text
    .trim()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('ı', 'i')
    .toLowerCase()
