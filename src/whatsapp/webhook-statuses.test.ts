import { describe, expect, test } from 'vitest'
import type { WebhookChange } from './webhook.ts'
import { listAccountErrors, listStatuses } from './webhook-statuses.ts'

const change = (value: Record<string, unknown>): WebhookChange => ({
  kind: 'change',
  wabaId: '4455667788',
  field: 'messages',
  value,
})
const statusOf = (more: Record<string, unknown>) =>
  listStatuses(change({ statuses: [{ id: 'wamid.A', status: 'sent', ...more }] })).statuses[0]

describe('a status', () => {
  test('without an id or a name is unrecognised, and its neighbours are read', () => {
    const { statuses, unrecognised } = listStatuses(
      change({ statuses: [{ status: 'sent' }, { id: 'wamid.B', status: 'read' }, { id: 'wamid.C' }, null] }),
    )
    expect(statuses.map(({ wamid }) => wamid)).toEqual(['wamid.B'])
    expect(unrecognised.map(({ raw }) => raw)).toEqual([{ status: 'sent' }, { id: 'wamid.C' }, null])
  })

  test('is read with everything that it tells', () => {
    const status = statusOf({
      timestamp: '1790000000',
      recipient_id: '905551112233',
      recipient_user_id: 'TR.1349120865530274',
      biz_opaque_callback_data: 'm-1',
      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
      conversation: { id: 'c1', expiration_timestamp: '1790086400', origin: { type: 'utility' } },
    })
    expect(status).toEqual({
      wamid: 'wamid.A',
      status: 'sent',
      at: new Date(1_790_000_000_000),
      recipientId: '905551112233',
      recipientUserId: 'TR.1349120865530274',
      opaqueCallbackData: 'm-1',
      errors: [],
      pricing: { isBillable: true, model: 'PMP', type: 'regular', category: 'utility' },
      conversation: { id: 'c1', origin: 'utility', expiresAt: new Date(1_790_086_400_000) },
    })
  })

  test('may be about somebody without a number', () => {
    expect(statusOf({ recipient_user_id: 'TR.1' })).toMatchObject({
      recipientId: undefined,
      recipientUserId: 'TR.1',
    })
  })

  test('of a name that nobody knows keeps it', () => {
    expect(statusOf({ status: 'warning' })?.status).toBe('warning')
  })

  test("of a failure has Meta's errors", () => {
    const error = {
      code: 131047,
      title: 'Re-engagement message',
      error_data: { details: 'More than 24 hours' },
    }
    expect(statusOf({ status: 'failed', errors: [error, 'nonsense'] })?.errors).toMatchObject([
      { code: 131047, title: 'Re-engagement message', details: 'More than 24 hours' },
    ])
  })

  test.each([
    ['1790000000', 1_790_000_000_000],
    [1_790_000_000, 1_790_000_000_000],
    ['1790000000123', 1_790_000_000_123],
    [1_790_000_000_123, 1_790_000_000_123],
    ['0', undefined],
    [-5, undefined],
    ['yesterday', undefined],
    ['', undefined],
    [1e15, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('with the timestamp %j', (timestamp, expected) => {
    expect(statusOf({ timestamp })?.at?.getTime()).toBe(expected)
  })

  test('a thousand of them in one change come out in their order', () => {
    const statuses = Array.from({ length: 1000 }, (_, index) => ({ id: `wamid.${index}`, status: 'sent' }))
    const read = listStatuses(change({ statuses }))
    expect(read.statuses.map(({ wamid }) => wamid)).toEqual(statuses.map(({ id }) => id))
  })
})

test('errors of the account come without a message', () => {
  const errors = [{ code: 131031, title: 'Account locked', message: 'Locked' }]
  expect(listAccountErrors(change({ errors }))).toMatchObject([{ code: 131031, title: 'Account locked' }])
  expect(listAccountErrors(change({ errors: 'nonsense' }))).toEqual([])
})
