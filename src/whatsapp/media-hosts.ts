const graphHost = 'graph.facebook.com'
const mediaDomains = ['.fbsbx.com', '.fbcdn.net']

/**
 * Whether a token may go to this URL: the configured Graph origin (scheme, host and port), and over HTTPS
 * on its own port Meta's Graph host and media hosts (Cloud API, media). Everything else, http to Meta
 * included, never sees a token, whoever names the URL.
 */
export const mayReceiveToken = (url: URL, graphOrigin: string): boolean => {
  if (url.username !== '' || url.password !== '') return false
  if (url.origin === graphOrigin) return true
  if (url.protocol !== 'https:' || url.port !== '') return false
  return url.hostname === graphHost || mediaDomains.some((domain) => url.hostname.endsWith(domain))
}
