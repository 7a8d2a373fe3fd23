import { describe, expect, test } from 'vitest'
import { html, prose } from './html.ts'

describe('html', () => {
  test('escapes what is put into it, in texts and in attributes', () => {
    const text = `<script>alert("1")</script> & 'x'`
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(
      `<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>`,
    )
  })

  test('keeps markup that it made, joins lists, leaves out what is not there', () => {
    expect(html`${[html`<b>1</b>`, '<', 2]}${undefined}${false}`.markup).toBe('<b>1</b>&lt;2')
  })
})

describe('prose', () => {
  test.each([
    ['a `b<c` d', 'a <code>b&lt;c</code> d'],
    ['`a`', '<code>a</code>'],
    ['one ` only <', 'one ` only &lt;'],
    ['`a` and `b', '<code>a</code> and `b'],
  ])('%s', (text, markup) => {
    expect(prose(text).markup).toBe(markup)
  })
})
