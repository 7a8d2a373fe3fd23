import type { AppSetup } from '../state/state.ts'

/** An app with nothing amiss: a token that never expires, with all it needs, and every field of webhooks. */
export const createAppSetup = (): AppSetup => ({
  isTokenValid: true,
  tokenExpiresAt: 0,
  scopes: ['business_management', 'whatsapp_business_management', 'whatsapp_business_messaging'],
  fields: [
    'account_alerts',
    'account_review_update',
    'account_update',
    'business_capability_update',
    'business_username_update',
    'message_template_components_update',
    'message_template_quality_update',
    'message_template_status_update',
    'messages',
    'phone_number_name_update',
    'phone_number_quality_update',
    'security',
    'smb_message_echoes',
    'template_category_update',
    'user_preferences',
  ],
  clockAheadMs: 0,
})
