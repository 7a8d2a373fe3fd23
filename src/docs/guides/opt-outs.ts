import { RESUME_WORDS, STOP_WORDS } from '../../opt-outs/words.ts'
import { html } from '../html.ts'
import type { Guide } from './guide.ts'

const words = (list: readonly string[]): string => list.map((word) => `“${word}”`).join(', ')

export const optOuts: Guide = {
  id: 'opt-outs',
  title: 'Opting out',
  body: html`
<p>Who wants no marketing messages gets none. A person is put on the <a href="#list-opt-outs">list</a></p>
<ul>
<li>when they write a word that says so, and nothing else: ${words(STOP_WORDS)}. Case, accents and punctuation do not matter: “Stop!”, “OPT-OUT”, “LİSTEDEN ÇIK” and “listeden cik” count, “please stop” does not;</li>
<li>when they tap a button that bears, or has as its payload or id, such a word: a template’s quick reply or a button of an interactive message;</li>
<li>when they tell WhatsApp to stop this business’s marketing, or WhatsApp refuses a message for that reason (<a href="#code-131050">131050</a>);</li>
<li>when your program <a href="#create-opt-outs">says so</a> for them.</li>
</ul>
<p>They are taken off it by ${words(RESUME_WORDS)}, written or tapped; by resuming at WhatsApp; and by your program with <a href="#delete-opt-out">DELETE</a>. Of several words the latest counts, by the time when it was said. Words such as “cancel”, “end”, “iptal” or “çık” are not among them, since people answer other questions with them; the operator can choose the words (<code>MASA_OPT_OUT_WORDS</code>, <code>MASA_OPT_IN_WORDS</code>).</p>
<p>An opt-out belongs to the person, whatever number or id they write from, and holds for all integrations of the WhatsApp business account. It stands in a chat’s <code>opted_out_at</code>, and <a href="#events"><code>contact.updated</code></a> tells each change.</p>
<p>To a person on the list no template of the category marketing is sent. A send to them alone is refused with 422 <a href="#error-opted_out"><code>opted_out</code></a>; among several they are left out and named in <code>rejected</code>. Marketing messages that are still queued when somebody opts out end as failed, with <a href="#code-9000007">9000007</a>. Utility and authentication templates, and answers to what people write, go to everybody.</p>`,
}
