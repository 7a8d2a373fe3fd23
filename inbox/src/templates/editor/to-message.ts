import { mediaUrl } from '../../inbox/queries.ts'
import type { PhoneMessage } from '../phone/phone.tsx'
import type { Category } from '../status.ts'
import { isMedia, type TextDraft } from './draft.ts'

/** Puts samples into the places of a text; those without one stay as they are. */
const fillSamples = (text: string, samples: Record<string, string>): string =>
  text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) => samples[name] || whole)

type Preview = {
  text: TextDraft
  category: Category
  integrationId: number
  /** Of the file that was chosen here. */
  fileUrl: string | undefined
  /** What Meta writes into a message with a code. */
  code: { body: string; advice: string; footer: (minutes: number) => string }
}

/** A text that is being written, as the phone is to show it. */
export const toMessage = ({ text, category, integrationId, fileUrl, code }: Preview): PhoneMessage => {
  const { codeExpirationMinutes: minutes } = text
  const buttons = text.buttons.map(({ type, text: label }) => ({ type, text: label }))
  if (category === 'authentication')
    return {
      header: null,
      body: [code.body, ...(text.hasSecurityAdvice ? [code.advice] : [])].join(' '),
      footer: minutes === null ? null : code.footer(minutes),
      buttons,
    }
  return {
    header: headerOf(text, integrationId, fileUrl),
    body: fillSamples(text.body, text.bodySamples),
    footer: text.footer || null,
    buttons,
  }
}

const headerOf = (
  text: TextDraft,
  integrationId: number,
  fileUrl: string | undefined,
): PhoneMessage['header'] => {
  const { headerKind, file, mediaId } = text
  if (headerKind === 'none') return null
  if (headerKind === 'location') return { kind: 'location' }
  if (isMedia(headerKind))
    return {
      kind: headerKind,
      url: fileUrl ?? (mediaId === null ? undefined : mediaUrl(integrationId, mediaId)),
      name: file?.name,
    }
  return { kind: 'text', text: fillSamples(text.header, text.headerSamples) }
}
