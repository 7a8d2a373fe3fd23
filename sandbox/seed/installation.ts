import { randomBytes } from 'node:crypto'
import { createDigits } from '../ids.ts'
import type { Installation, PhoneNumber } from '../state/state.ts'

/** Secrets and ids of a new installation, all at random, in the forms of the real ones. */
export const createInstallation = (now: number): Installation => ({
  appId: createDigits(15),
  appSecret: randomBytes(16).toString('hex'),
  verifyToken: randomBytes(16).toString('base64url'),
  accessToken: `EAA${randomBytes(96).toString('base64').replace(/[+/=]/g, 'Z')}`,
  wabaId: createDigits(15),
  businessId: createDigits(15),
  createdAt: now,
})

/** The two numbers of the documentation: one that has grown, one on its way. */
export const createNumbers = (): PhoneNumber[] => {
  const common = { countryCode: '90', quality: 'GREEN', status: 'CONNECTED', isRegistered: true }
  const profile = { about: 'We are here to help.', vertical: 'RETAIL', websites: ['https://www.example.com'] }
  return [
    {
      id: createDigits(15),
      digits: '905554443322',
      verifiedName: 'YourIntegration1',
      messagesPerSecond: 1000,
      messagingLimit: 'TIER_UNLIMITED',
      profile,
      ...common,
    },
    {
      id: createDigits(15),
      digits: '905554443323',
      verifiedName: 'YourIntegration2',
      messagesPerSecond: 80,
      messagingLimit: 'TIER_2K',
      profile,
      ...common,
    },
  ]
}
