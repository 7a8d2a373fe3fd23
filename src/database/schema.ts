import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { BulkStatus, PausedBy } from '../bulk/states.ts'
import type { MessageState } from '../messages/states.ts'
import type { AgentState, InboxSchema } from './inbox-schema.ts'
import type { PeopleSchema } from './people-schema.ts'

/** A timestamp: read as a Date, written as a Date or left to its default. */
export type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>
export type OptionalTimestamp = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>
/** A time before or after all others (`-infinity`, `infinity`) is read as a number. */
type Told = ColumnType<Date | number, Date | string | undefined, Date | string>
export type Json<T extends object> = JSONColumnType<T, string, string>
export type OptionalJson = ColumnType<
  Record<string, unknown> | null,
  string | null | undefined,
  string | null
>

/** The tables, as `migrations/` makes them. */
export type Schema = InboxSchema &
  PeopleSchema & {
    users: {
      id: Generated<number>
      email: string
      name: string
      password_hash: string
      role: 'administrator' | 'supervisor' | 'agent'
      created_at: Timestamp
      disabled_at: OptionalTimestamp
      /** Of the inbox and of what is written to them. */
      language: Generated<'en' | 'tr'>
      /** The secret of the one-time passwords; in force once it is confirmed. */
      totp_sealed: Buffer | null
      totp_confirmed_at: OptionalTimestamp
      /** The thirty seconds, counted from 1970, whose password was taken last: none is taken twice. */
      totp_last_step: string | null
      updated_at: Timestamp
      agent_state: Generated<AgentState>
      agent_state_since: Timestamp
      /** When their browser was last heard of. */
      seen_at: OptionalTimestamp
    }
    user_integrations: { user_id: number; integration_id: number }
    tokens: {
      id: Generated<number>
      kind: Generated<'token' | 'key' | 'session'>
      /** Of a session: the browser as it names itself, and from where it was opened. */
      client: string | null
      address: string | null
      /** Undefined for a key, which belongs to a number. */
      user_id: number | null
      integration_id: number | null
      name: string | null
      scopes: string[] | null
      expires_at: OptionalTimestamp
      created_by: string | null
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
      /** When WhatsApp last told of its account's state, its quality and its limit: older words are late. */
      status_told_at: Told
      quality_told_at: Told
      tier_told_at: Told
      /** Why it is suspended: an answer to a send that only a person can mend, the account's own state, a person's word. */
      suspended_by: 'error' | 'account' | 'person' | null
      verified_name: string | null
      /** CONNECTED, DISCONNECTED, …, as WhatsApp last said. */
      whatsapp_status: string | null
      /** Messages a second that a person has set, in place of what WhatsApp allows. */
      own_throughput: number | null
      synced_at: OptionalTimestamp
      /** Its messages stay, its credentials are gone. */
      deleted_at: OptionalTimestamp
      created_at: Timestamp
      updated_at: Timestamp
    }
    templates: {
      id: Generated<number>
      waba_id: string
      name: string
      category: string
      category_told_at: Told
      /** Another category, not submitted yet. */
      draft_category: string | null
      created_at: Timestamp
      updated_at: Timestamp
    }
    template_translations: {
      template_id: number
      language_code: string
      /** Null until Meta has seen it. */
      meta_id: string | null
      status: string
      quality: string | null
      parameter_format: Generated<string>
      components: Json<object[]>
      rejected_reason: string | null
      /** Meta's words about its present status. */
      status_explanation: string | null
      status_changed_at: Timestamp
      status_told_at: Told
      quality_told_at: Told
      /** Changes of one that Meta knows, not submitted yet: `components` and `parameter_format`. */
      draft: OptionalJson
      /** The file that shows a media header to Meta's reviewers. */
      sample_integration_id: number | null
      sample_media_id: string | null
      /** While it is on its way to Meta. */
      submitting_since: OptionalTimestamp
      /** When Meta last took its text from here: what Meta listed before shows an older one. */
      edited_at: Told
      created_at: Timestamp
      updated_at: Timestamp
      synced_at: Timestamp
    }
    template_deletions: { waba_id: string; name: string; language_code: string; at: Date }
    media: {
      integration_id: number
      id: string
      direction: Generated<'outbound' | 'inbound'>
      /** Null, like the size, until a customer's file is fetched. */
      file_path: string | null
      filename: string | null
      mime_type: string
      size_bytes: ColumnType<string | null, number | null, number>
      /** Of a customer's file as WhatsApp told it, until it is fetched and found to be so. */
      sha256: Buffer | null
      meta_media_id: string | null
      uploaded_at: OptionalTimestamp
      upload_error: OptionalJson
      /** Where a customer's file can be had for five minutes, when WhatsApp said so. */
      fetch_url: string | null
      fetch_error: OptionalJson
      stored_at: OptionalTimestamp
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
      name: string | null
      /** As it was called when the send was planned. */
      template_name: string | null
      status: Generated<BulkStatus>
      /** Why it is paused: a person's word, or what keeps it from being sent. */
      paused_by: PausedBy | null
      paused_reason: string | null
      /** The file of a media header; nothing is fed before it has an id of WhatsApp's. */
      media_id: string | null
      start_at: OptionalTimestamp
      /** Who still waits by then is not sent to any more. */
      expires_at: OptionalTimestamp
      started_at: OptionalTimestamp
      finished_at: OptionalTimestamp
      /** When the feeder last took some of it: those of a number take turns. */
      fed_at: OptionalTimestamp
      /** Its counts may have changed since they were last told. */
      is_changed: Generated<boolean>
      told_at: Told
    }
    bulk_recipients: {
      integration_id: number
      bulk_id: number
      /** The line that named them. */
      number: number
      address: string
      name: string | null
      /** Of the latest attempt; null for those who opted out. */
      message_id: string | null
      content: OptionalJson
      /** `held`: the message was taken back from the queue. */
      state: 'waiting' | 'held' | 'fed' | 'opted_out'
      attempts: Generated<number>
    }
    bulk_rejections: {
      integration_id: number
      bulk_id: number
      line: number
      phone: string
      reason: string
    }
    messages: {
      integration_id: number
      id: string
      direction: 'outbound' | 'inbound'
      type: string
      address: string
      /** The Cloud API's object under the type's name, our media ids in place of Meta's. */
      content: Json<object>
      /** The order among messages of one moment. */
      number: Generated<string>
      /** Who wrote it on our side: a program (`api`), the business's phone app (`phone`), somebody in the inbox
       * (`inbox`), the program by itself (`auto`). */
      origin: Generated<string>
      /** The user, when it was written in the inbox. */
      sent_by: number | null
      reply_to_id: string | null
      /** What it answers, reacts to, changes or takes back, where only Meta's id is known. */
      reply_to_wamid: string | null
      /** The person on the other side, as a message of theirs or to them from the business's phone told: `name`,
       * `wa_id`, `user_id`, `parent_user_id`, `username`. */
      sender: OptionalJson
      /** Inbound: `forwarded`, `frequently_forwarded`, `referral`, `referred_product`. */
      context: OptionalJson
      media_id: string | null
      template_id: number | null
      bulk_id: number | null
      /** Of a bulk send: the recipient's. */
      bulk_number: number | null
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
      /** What it waits for until `not_before`, when that is no error. */
      held_by: 'pair_rate' | 'messaging_limit' | null
    }
    events: {
      id: Generated<string>
      type: string
      at: Timestamp
      /** Null for what is no number's own. */
      integration_id: number | null
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
    waiting_statuses: {
      integration_id: number
      wamid: string
      event_id: string
      created_at: Timestamp
    }
    integration_news: {
      integration_id: number
      hash: Buffer
      at: Date
      field: string
      value: Json<object>
    }
    idempotency_keys: {
      integration_id: number
      path: string
      key: string
      fingerprint: Buffer
      answer: Json<object>
      created_at: Timestamp
    }
    event_followers: { name: string; last_id: string }
    event_log: { only_row: Generated<boolean>; forgotten_to: string }
    contacts: {
      id: Generated<number>
      /** The account, which stands for the business's portfolio. */
      waba_id: string
      /** Digits. */
      phone: string | null
      user_id: string | null
      parent_user_id: string | null
      username: string | null
      /** As Meta sent it. */
      wa_id: string | null
      name: string | null
      /** Name, number and ids as a search compares them. */
      search: Generated<string>
      /** The times of the messages that told number, user id and name: older ones do not change them. */
      phone_told_at: Told
      user_id_told_at: Told
      name_told_at: Told
      /** Counts what was found out about who is who: a number that was handed on, two people who are one. */
      revision: Generated<number>
      marketing: 'stop' | 'resume' | null
      marketing_told_at: Told
      created_at: Timestamp
      updated_at: Timestamp
      /** What the team keeps of them. */
      notes: Generated<string>
      /** The name that the team gave them, and how a search compares it, after a line break. */
      own_name: string | null
      own_search: Generated<string>
    }
    contact_addresses: {
      waba_id: string
      address: string
      since: Told
      until: Told
      contact_id: number
    }
    contact_preferences: {
      waba_id: string
      address: string
      told_at: ColumnType<Date, Date | string, never>
      /** Empty when none was told. */
      user_id: Generated<string>
      value: 'stop' | 'resume'
      source: Generated<'text' | 'button' | 'whatsapp' | 'api' | 'user'>
      /** The message that told it, empty for none, and its number. */
      message_id: Generated<string>
      integration_id: number | null
      reason: string | null
      /** Of one that a program or a user told, as in the audit log. */
      actor: string | null
    }
    chats: {
      integration_id: number
      id: Generated<number>
      contact_id: number
      created_at: Timestamp
      last_message_at: Told
      last_inbound_at: OptionalTimestamp
      window_expires_at: OptionalTimestamp
      unread: Generated<number>
      read_to: Told
      assignee_id: number | null
      assigned_at: OptionalTimestamp
      last_assignee_id: number | null
      /** 0 urgent, 1 high, 2 normal, 3 low. */
      priority: Generated<number>
      closed_at: OptionalTimestamp
      closed_by: number | null
      reason_id: number | null
      /** Until when an agent's template or hand keeps it active. */
      reopened_until: OptionalTimestamp
      /** Computed: until when it is active, by a customer's message since it was closed or by being reopened. */
      active_until: ColumnType<Date | null, never, never>
      /** As the worker last noted it. */
      is_active: Generated<boolean>
    }
    webhook_endpoints: {
      integration_id: number
      id: Generated<number>
      url: string
      /** Made at the first start, for the sandbox's receiver: its address follows the sandbox's port. */
      is_sandbox: Generated<boolean>
      token_sealed: Buffer | null
      events: string[]
      active: Generated<boolean>
      disabled_reason: string | null
      secret_sealed: Buffer
      old_secret_sealed: Buffer | null
      old_secret_until: OptionalTimestamp
      /** The first failure after the last success, and when notice was given that it will be switched off. */
      failing_since: OptionalTimestamp
      warned_at: OptionalTimestamp
      created_at: Timestamp
      updated_at: Timestamp
    }
    webhook_deliveries: {
      integration_id: number
      id: Generated<string>
      endpoint_id: number
      /** The header `webhook-id`, the same in every attempt and replay. */
      webhook_message_id: string
      event: string
      body: string
      status: Generated<'pending' | 'succeeded' | 'failed' | 'given_up'>
      /** All so far. */
      attempts: Generated<number>
      /** Those since it was planned or last replayed: its place in the schedule. */
      tries: Generated<number>
      /** Null when nothing more is to come. */
      next_attempt_at: OptionalTimestamp
      /** The process that is at it. */
      claimed_by: number | null
      created_at: Date
    }
    webhook_attempts: {
      integration_id: number
      delivery_id: string
      number: number
      at: Timestamp
      duration_ms: number
      response_status: number | null
      response_body: string | null
      error: string | null
    }
    rate_limits: { key: string; points: Generated<number>; expire: string | null }
    installation: { only_row: Generated<boolean>; secret_check: Buffer; created_at: Timestamp }
  }
