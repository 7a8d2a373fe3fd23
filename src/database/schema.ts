import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { MessageState } from '../messages/states.ts'

/** A timestamp: read as a Date, written as a Date or left to its default. */
type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>
type OptionalTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Json<T extends object> = JSONColumnType<T, string, string>
type OptionalJson = ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>

/** The tables, as `migrations/` makes them. */
export type Schema = {
  users: {
    id: Generated<number>
    email: string
    name: string
    password_hash: string
    role: 'administrator' | 'supervisor' | 'agent'
    created_at: Timestamp
    disabled_at: OptionalTimestamp
  }
  user_integrations: { user_id: number; integration_id: number }
  tokens: {
    id: Generated<number>
    user_id: number
    hash: Buffer
    created_at: Timestamp
    last_used_at: Timestamp
    revoked_at: OptionalTimestamp
  }
  audit_log: {
    id: Generated<string>
    at: Timestamp
    actor: string
    action: string
    subject: string
    details: OptionalJson
  }
  integrations: {
    id: Generated<number>
    display_name: string
    phone_number: string
    logo_url: string | null
    status: Generated<'activated' | 'pending' | 'suspended'>
    status_reason: string | null
    phone_number_id: string
    waba_id: string
    app_id: string | null
    access_token_sealed: Buffer
    app_secret_sealed: Buffer
    verify_token_sealed: Buffer
    is_sandbox: Generated<boolean>
    messages_per_second: Generated<number>
    quality: string | null
    messaging_tier: string | null
    created_at: Timestamp
    updated_at: Timestamp
  }
  templates: {
    id: Generated<number>
    waba_id: string
    name: string
    category: string
    created_at: Timestamp
    updated_at: Timestamp
  }
  template_translations: {
    template_id: number
    language_code: string
    meta_id: string
    status: string
    quality: string | null
    parameter_format: Generated<string>
    components: Json<object[]>
    rejected_reason: string | null
    created_at: Timestamp
    updated_at: Timestamp
    synced_at: Timestamp
  }
  media: {
    integration_id: number
    id: string
    file_path: string
    filename: string
    mime_type: string
    size_bytes: ColumnType<string, number, number>
    sha256: Buffer
    meta_media_id: string | null
    uploaded_at: OptionalTimestamp
    upload_error: OptionalJson
    created_at: Timestamp
  }
  bulk_sends: {
    integration_id: number
    id: Generated<number>
    template_id: number
    language_code: string
    planned: number
    rejected: number
    created_by: string
    created_at: Timestamp
  }
  messages: {
    integration_id: number
    id: string
    direction: 'outbound' | 'inbound'
    type: string
    address: string
    content: Json<object>
    reply_to_id: string | null
    media_id: string | null
    template_id: number | null
    bulk_id: number | null
    state: MessageState
    wamid: string | null
    wa_id: string | null
    attempts: Generated<number>
    error: OptionalJson
    pricing: OptionalJson
    expires_at: OptionalTimestamp
    created_at: Timestamp
    accepted_at: OptionalTimestamp
    sent_at: OptionalTimestamp
    delivered_at: OptionalTimestamp
    read_at: OptionalTimestamp
    failed_at: OptionalTimestamp
    unknown_at: OptionalTimestamp
    expired_at: OptionalTimestamp
    cancelled_at: OptionalTimestamp
  }
  message_queue: {
    integration_id: number
    priority: number
    number: Generated<string>
    message_id: string
    address: string
    state: Generated<'queued' | 'sending' | 'unknown'>
    not_before: Timestamp
    /** The media id whose upload the message waits for. */
    waits_for_media: string | null
    attempts: Generated<number>
    claimed_by: number | null
    changed_at: Timestamp
    expires_at: OptionalTimestamp
  }
  events: {
    id: Generated<string>
    type: string
    at: Timestamp
    integration_id: number
    data: Json<object>
  }
  inbound_events: {
    id: Generated<string>
    received_at: Timestamp
    body: Buffer
    signed_for: number[]
    state: Generated<'received' | 'applied' | 'unprocessed'>
    reason: string | null
    applied_at: OptionalTimestamp
  }
  idempotency_keys: {
    integration_id: number
    path: string
    key: string
    fingerprint: Buffer
    answer: Json<object>
    created_at: Timestamp
  }
  installation: { only_row: Generated<boolean>; secret_check: Buffer; created_at: Timestamp }
}
