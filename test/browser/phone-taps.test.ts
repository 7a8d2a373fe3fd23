import { describe, expect, it } from 'vitest'
import { eventually } from '../../sandbox/testing/eventually.ts'
import { hasBrowser } from '../support/chromium.ts'
import { bubble, dialog, interactive, setStage } from './stage.ts'

const stage = setStage()

describe.skipIf(!hasBrowser)('on the phone', () => {
  it('a list opens a sheet, and a row of it is the answer', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    const id = await stage.sendTo(
      key,
      interactive({
        type: 'list',
        body: { text: 'How shall we send it?' },
        action: {
          button: 'Ways',
          sections: [
            {
              rows: [
                { id: 'fast', title: 'Fast', description: 'Tomorrow' },
                { id: 'slow', title: 'Slow' },
              ],
            },
          ],
        },
      }),
    )
    await page.getByRole('button', { name: 'Ways' }).click()
    await dialog(page).getByRole('button', { name: 'Fast' }).click()
    const reply = await stage.received(key, 'interactive')
    expect(reply['interactive']).toEqual({
      type: 'list_reply',
      list_reply: { id: 'fast', title: 'Fast', description: 'Tomorrow' },
    })
    expect(reply['context']).toEqual({ from: '905554443322', id })
    await bubble(page, 'Fast').waitFor()
    expect(await dialog(page).count()).toBe(0)
  })

  it('a reply button is the answer', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    const id = await stage.sendTo(
      key,
      interactive({
        type: 'button',
        body: { text: 'Will you come?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'I will' } }] },
      }),
    )
    await page.getByRole('button', { name: 'I will' }).click()
    const reply = await stage.received(key, 'interactive')
    expect(reply['interactive']).toEqual({
      type: 'button_reply',
      button_reply: { id: 'yes', title: 'I will' },
    })
    expect(reply['context'].id).toBe(id)
  })

  it('a template stands whole, and its quick reply comes back with its payload', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    const id = await stage.sendTo(key, {
      type: 'template',
      template: {
        name: 'summer_campaign',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { id: await stage.upload('image') } }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'first_name', text: 'Ahmet' },
              { type: 'text', parameter_name: 'discount', text: '30%' },
            ],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: 0,
            parameters: [{ type: 'payload', payload: 'MORE' }],
          },
        ],
      },
    })
    const template = bubble(page, 'Hello Ahmet, our summer sale has begun: 30% off')
    await template.waitFor()
    expect(await template.getByText('Tap "Stop promotions" to hear no more of these.').count()).toBe(1)
    await eventually(async () => {
      expect(await template.locator('img').evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(640)
    })
    await template.getByRole('button', { name: 'Show me more' }).click()
    const reply = await stage.received(key, 'button')
    expect([reply['button'], reply['context'].id]).toEqual([{ payload: 'MORE', text: 'Show me more' }, id])
  })

  it('a place that was asked for is the answer', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    const id = await stage.sendTo(
      key,
      interactive({
        type: 'location_request_message',
        body: { text: 'Where are you?' },
        action: { name: 'send_location' },
      }),
    )
    await page.getByRole('button', { name: 'Send location' }).click()
    await dialog(page).getByRole('button', { name: 'Galata' }).click()
    const reply = await stage.received(key, 'location')
    expect([reply['location'].name, reply['context'].id]).toEqual(['Galata Kulesi', id])
  })

  it('a form is filled in, and its answers come as JSON', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await stage.sendTo(
      key,
      interactive({
        type: 'flow',
        body: { text: 'Book' },
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_id: '1',
            flow_cta: 'Choose a time',
            flow_token: 'token-1',
          },
        },
      }),
    )
    await page.getByRole('button', { name: 'Choose a time' }).click()
    await dialog(page).getByLabel('Note').fill('At noon')
    await page.keyboard.press('Enter')
    const { interactive: reply } = await stage.received(key, 'interactive')
    expect(reply.type).toBe('nfm_reply')
    expect(JSON.parse(reply.nfm_reply.response_json)).toMatchObject({
      note: 'At noon',
      flow_token: 'token-1',
    })
  })

  it('products are put into a basket and ordered', async () => {
    const key = await stage.drawPerson()
    const page = await stage.openPhone(key)
    await stage.sendTo(
      key,
      interactive({
        type: 'product_list',
        header: { type: 'text', text: 'For you' },
        body: { text: 'Our best' },
        action: {
          catalog_id: 'C1',
          sections: [
            {
              title: 'Shirts',
              product_items: [{ product_retailer_id: 'S1' }, { product_retailer_id: 'S2' }],
            },
          ],
        },
      }),
    )
    await page.getByRole('button', { name: 'View items' }).click()
    await page.getByRole('button', { name: 'One more of S2' }).click()
    await page.getByRole('button', { name: 'One more of S2' }).click()
    await page.getByRole('button', { name: 'Place order (2)' }).click()
    const { order } = await stage.received(key, 'order')
    expect(order).toMatchObject({
      catalog_id: 'C1',
      product_items: [{ product_retailer_id: 'S2', quantity: 2 }],
    })
  })
})
