import type { SameWords } from '../../words/same-words.ts'
import type words from './en.ts'

export default {
  title: 'Oturum aç',
  email: 'E-posta',
  password: 'Parola',
  submit: 'Oturum aç',
  wrong: 'E-posta ya da parola yanlış.',
  otpTitle: 'İki aşamalı doğrulama kodu',
  otpHint: 'Doğrulama uygulamanızın Masa için gösterdiği altı rakam.',
  otp: 'Kod',
  otpWrong: 'Bu kod geçerli değil ya da artık geçmiyor. Şu anda gösterileni girin.',
  recovery: 'Kurtarma kodu',
  recoveryHint: 'İki aşamalı doğrulamayı açarken sakladığınız kodlardan biri. Her biri bir kez geçer.',
  useRecovery: 'Kurtarma kodu kullan',
  useOtp: 'Doğrulama uygulamasını kullan',
  otherAccount: 'Başka hesap',
  tooMany: 'Çok fazla deneme yapıldı. Bir dakika bekleyip yeniden deneyin.',
} satisfies SameWords<typeof words>
