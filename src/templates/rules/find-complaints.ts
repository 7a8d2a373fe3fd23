import type { TemplateCategory } from '../definition.ts'
import type { TranslationFields } from '../editing/fields.ts'
import { formatOf } from '../editing/write-components.ts'
import { checkButtons } from './check-buttons.ts'
import { checkBody, checkFooter, checkHeader } from './check-text.ts'
import { type Complaint, complain } from './complaints.ts'

/**
 * What Meta would refuse of a translation, or turn down in its review, each with what to change (Cloud API,
 * templates: create, limits, create errors). Empty when it may be submitted.
 */
export const findComplaints = (fields: TranslationFields, category: TemplateCategory): Complaint[] => {
  const { header, body, footer, buttons, sample } = fields
  if (category === 'AUTHENTICATION') return [...checkAuthentication(fields), ...checkButtons(buttons)]
  const format = formatOf(fields)
  const complaints = [
    ...(header ? checkHeader(header, format, sample) : []),
    ...checkBody(body, format),
    ...(footer === null ? [] : checkFooter(footer)),
    ...checkButtons(buttons),
  ]
  if (buttons.some(({ type }) => type === 'otp'))
    complaints.push(
      complain('buttons', 'may have a one-time-password button in the category authentication alone.'),
    )
  if (fields.hasSecurityAdvice || fields.codeExpirationMinutes !== null)
    complaints.push(
      complain(
        fields.hasSecurityAdvice ? 'add_security_recommendation' : 'code_expiration_minutes',
        'belongs to the category authentication alone.',
      ),
    )
  return complaints
}

/** Its form is fixed: Meta writes all texts, and one button brings the code. */
const checkAuthentication = ({
  header,
  body,
  footer,
  buttons,
  codeExpirationMinutes,
}: TranslationFields): Complaint[] => {
  const complaints: Complaint[] = []
  if (header)
    complaints.push(complain('header_type', 'must be null: an authentication template has no header.'))
  if (body.text !== '')
    complaints.push(
      complain(
        'body',
        'is written by Meta in an authentication template. Leave it away; add_security_recommendation adds a sentence.',
      ),
    )
  if (footer !== null)
    complaints.push(
      complain(
        'footer',
        'is written by Meta in an authentication template. Leave it away; code_expiration_minutes makes one.',
      ),
    )
  if (codeExpirationMinutes !== null && (codeExpirationMinutes < 1 || codeExpirationMinutes > 90))
    complaints.push(complain('code_expiration_minutes', 'must be from 1 to 90.'))
  if (buttons.length !== 1 || buttons[0]!.type !== 'otp')
    complaints.push(complain('buttons', 'must be one button of the type otp, and no other.'))
  return complaints
}
