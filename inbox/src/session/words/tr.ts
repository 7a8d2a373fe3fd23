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
  forgot: 'Parolanızı mı unuttunuz?',
  forgotTitle: 'Parolamı unuttum',
  forgotHint: 'Oturum açtığınız e-postayı yazın: yeni parola belirlemeniz için bir bağlantı gelir.',
  forgotSubmit: 'Bağlantıyı gönder',
  forgotAsked:
    'Bu e-posta bir kullanıcıya aitse ve bu sunucu e-posta gönderebiliyorsa bağlantı yolda. Gelmezse bir yöneticiden bağlantı isteyin.',
  backToSignIn: 'Oturum açma sayfasına dön',
  resetTitle: 'Yeni parola belirleyin',
  newPassword: 'Yeni parola',
  newPasswordHint: 'En az 10 karakter. Tüm oturumlarınız kapanır.',
  resetSubmit: 'Parolayı belirle',
  resetOld: 'Bu bağlantı kullanılmış, süresi geçmiş ya da eksik. Yeni bir bağlantı isteyin.',
  resetDone: 'Parolanız belirlendi',
  tooMany: 'Çok fazla deneme yapıldı. Bir dakika bekleyip yeniden deneyin.',
} satisfies SameWords<typeof words>
