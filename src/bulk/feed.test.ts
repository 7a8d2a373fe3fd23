import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOut } from './feed.ts'
import { nextStep, type OpenSend } from './open-sends.ts'

test('room is shared evenly, all of it and no more, by turns when there is little', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: -100, max: 2_000 }),
      (sends, room) => {
        const shares = shareOut(sends, room)
        const given = shares.map(({ k }) => k)
        expect(given.reduce((sum, k) => sum + k, 0)).toBe(Math.max(0, room))
        if (room >= sends.length) expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1)
        else expect(shares.map(({ b }) => b)).toEqual(sends.slice(0, Math.max(0, room)))
      },
    ),
  )
})

const RUNNING: OpenSend = {
  integration_id: 11,
  id: 1,
  status: 'running',
  planned: 10,
  paused_by: null,
  is_due: true,
  is_expired: false,
  is_to_expire: false,
  number_status: 'activated',
  number_reason: null,
  template_status: 'APPROVED',
  rejected_reason: null,
  upload_error: null,
}
const paused = (paused_by: OpenSend['paused_by']): OpenSend => ({ ...RUNNING, status: 'paused', paused_by })

test.each<[string, OpenSend, object | undefined]>([
  ['a running send that may be sent goes on', RUNNING, undefined],
  ['a planned one starts in time', { ...RUNNING, status: 'planned' }, { do: 'start' }],
  ['and not before', { ...RUNNING, status: 'planned', is_due: false }, undefined],
  [
    'a suspended number pauses it, with the reason',
    { ...RUNNING, number_status: 'suspended', number_reason: 'Payment issue.' },
    { do: 'pause', by: 'number', reason: 'The number is suspended. Payment issue.' },
  ],
  [
    'so does a template that WhatsApp has paused',
    { ...RUNNING, template_status: 'PAUSED' },
    { do: 'pause', by: 'template', reason: expect.stringContaining('paused') },
  ],
  ['one that is gone', { ...RUNNING, template_status: null }, expect.objectContaining({ by: 'template' })],
  [
    'and a file that WhatsApp does not take',
    { ...RUNNING, upload_error: { title: 'No file', details: 'Why.' } },
    { do: 'pause', by: 'attachment', reason: 'No file. Why.' },
  ],
  ['a number that is activated again lets it go on', paused('number'), { do: 'resume' }],
  ['and while it is not, it waits', { ...paused('number'), number_status: 'suspended' }, undefined],
  ['what a person has paused waits for a person', paused('user'), undefined],
  ['so does what a template has paused, active again or not', paused('template'), undefined],
  [
    'one whose time is over expires',
    { ...paused('user'), is_expired: true, is_to_expire: true },
    { do: 'expire' },
  ],
  ['once', { ...RUNNING, is_expired: true, number_status: 'suspended' }, undefined],
])('%s', (_name, send, step) => {
  expect(nextStep(send)).toEqual(step)
})
