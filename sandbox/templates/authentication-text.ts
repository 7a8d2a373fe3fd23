import type { TemplateComponent } from './template.ts'

type Words = {
  code: string
  advice: string
  expiry: (minutes: number) => string
  copy: string
  autofill: string
}

const english: Words = {
  code: '*{{1}}* is your verification code.',
  advice: ' For your security, do not share this code.',
  expiry: (minutes) => `This code expires in ${minutes} minutes.`,
  copy: 'Copy code',
  autofill: 'Autofill',
}

const turkish: Words = {
  code: 'Doğrulama kodunuz: *{{1}}*.',
  advice: ' Güvenliğiniz için bu kodu kimseyle paylaşmayın.',
  expiry: (minutes) => `Bu kodun geçerlilik süresi ${minutes} dakikadır.`,
  copy: 'Kodu kopyala',
  autofill: 'Otomatik doldur',
}

/** An authentication template's texts are the platform's own: puts them where the definition has only options. */
export const fillAuthenticationTexts = (
  components: TemplateComponent[],
  language: string,
): TemplateComponent[] => {
  const words = language === 'tr' ? turkish : english
  return components.map((component) => {
    if (component.type === 'BODY' && component.text === undefined) {
      const advice = component['add_security_recommendation'] === true ? words.advice : ''
      return { ...component, text: words.code + advice, example: { body_text: [['123456']] } }
    }
    if (component.type === 'FOOTER' && component.text === undefined) {
      return { ...component, text: words.expiry(Number(component['code_expiration_minutes'])) }
    }
    if (component.type !== 'BUTTONS') return component
    return {
      ...component,
      buttons: component.buttons?.map((button) =>
        button.type === 'OTP'
          ? {
              ...button,
              text: button.text ?? (button['otp_type'] === 'COPY_CODE' ? words.copy : words.autofill),
            }
          : button,
      ),
    } as TemplateComponent
  })
}
