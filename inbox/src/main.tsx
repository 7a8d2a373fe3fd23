import './mantine.css'
import './global.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { findNonce } from './nonce.ts'
import { startWords } from './words/i18n.ts'

// Parts of the interface that write style elements of their own ask for the page's nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: findNonce() })
// After an update of the server the parts that this page would load are gone: the new page has new ones.
window.addEventListener('vite:preloadError', (event) => {
  const key = 'masa.reloaded-at'
  if (Date.now() - Number(sessionStorage.getItem(key)) < 10_000) return
  event.preventDefault()
  sessionStorage.setItem(key, String(Date.now()))
  window.location.reload()
})

await startWords()
createRoot(document.getElementById('root')!).render(<App />)
