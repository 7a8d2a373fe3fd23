import { benchAccept } from './accept.ts'
import { benchBulk } from './bulk.ts'
import { benchDeliver } from './deliver.ts'
import { benchInbound } from './inbound.ts'
import { benchInbox } from './inbox.ts'
import { createInstallation } from './installation.ts'
import { benchMedia } from './media-memory.ts'
import { benchMemory } from './memory.ts'
import { benchScale } from './scale.ts'
import { benchStatuses } from './statuses.ts'
import { benchStream } from './stream.ts'
import { benchWorkers } from './workers.ts'

// npm run bench -- [accept] [deliver] [statuses] [inbound] [stream] [memory] [media] [bulk] [workers] [scale]: all without a name.
const chosen = process.argv.slice(2)
const isChosen = (name: string): boolean => chosen.length === 0 || chosen.includes(name)
const print = (line: string) => process.stdout.write(`${line}\n`)
const rate = (perSecond: number) => `${Math.round(perSecond).toLocaleString('en-US')}/s`

const installation = await createInstallation()
try {
  if (isChosen('accept')) {
    const { masaPerSecond, emptyPerSecond, ratio } = await benchAccept(installation)
    print(
      `accept    ${ratio.toFixed(2)} of an empty route   (${rate(masaPerSecond)} of ${rate(emptyPerSecond)}; target 0.5)`,
    )
  }
  if (isChosen('deliver')) {
    const { masaPerSecond, barePerSecond, ratio } = await benchDeliver(installation)
    print(
      `deliver   ${ratio.toFixed(2)} of a bare loop       (${rate(masaPerSecond)} of ${rate(barePerSecond)}; target 0.5)`,
    )
  }
  if (isChosen('statuses')) {
    const { masaPerSecond, barePerSecond, ratio } = await benchStatuses(installation)
    print(
      `statuses  ${ratio.toFixed(2)} of a bare UPDATE     (${rate(masaPerSecond)} of ${rate(barePerSecond)}; target 0.4)`,
    )
  }
  if (isChosen('inbound')) {
    const { bare, full, p50Ratio, p99Ratio } = await benchInbound(installation)
    const ms = (value: number) => `${value.toFixed(1)} ms`
    print(
      `inbound   p50 ${p50Ratio.toFixed(1)}, p99 ${p99Ratio.toFixed(1)} times a bare commit and request  (${ms(full.p50Ms)} of ${ms(bare.p50Ms)}, ${ms(full.p99Ms)} of ${ms(bare.p99Ms)}, at 300/s)`,
    )
  }
  if (isChosen('stream')) {
    const { p50Ms, p95Ms, events, megabytes } = await benchStream(installation)
    print(
      `stream    p50 ${p50Ms.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms from WhatsApp to 200 inboxes at 100 texts a second  (each had all ${events.toLocaleString('en-US')} events in order; ${Math.round(megabytes)} MB more)`,
    )
  }
  if (isChosen('memory')) {
    const { megabytes } = await benchMemory(installation)
    print(`memory    ${Math.round(megabytes)} MB when idle          (target 150)`)
  }
  if (isChosen('media')) {
    const { moved, most, seconds } = await benchMedia(installation)
    print(
      `media     ${moved.toFixed(1)} MB moved by a document of 100 MB  (up to ${Math.round(most)} MB, in ${seconds.toFixed(1)} s; allowed 20 MB)`,
    )
  }
  if (isChosen('bulk')) {
    const { planSeconds, copySeconds, ratio, moved } = await benchBulk(installation)
    print(
      `bulk      ${ratio.toFixed(1)} times a bare COPY     (100,000 planned in ${planSeconds.toFixed(1)} s, copied in ${copySeconds.toFixed(1)} s; target 3), ${Math.round(moved)} MB moved (allowed 50)`,
    )
  }
  // By name alone: ten million messages take their time and room.
  if (chosen.includes('inbox')) {
    const { few, many, chats } = await benchInbox(installation)
    for (const [page, ms] of Object.entries(many))
      print(
        `inbox     ${page.padEnd(11)}${(ms / few[page]!).toFixed(2)} times that of 1,000 chats   (${ms.toFixed(1)} of ${few[page]!.toFixed(1)} ms, ${chats.toLocaleString('en-US')} chats; target 2)`,
      )
  }
} finally {
  await installation.stop()
}

if (isChosen('workers'))
  for (const { numbers, perSecond } of await benchWorkers()) {
    const alone = perSecond.get(1)!
    const ratios = [...perSecond].map(
      ([workers, one]) => `${workers}: ${(one / alone).toFixed(2)} (${rate(one)})`,
    )
    print(`workers   of ${numbers} number${numbers > 1 ? 's' : ''}, times one worker   ${ratios.join(', ')}`)
  }

if (isChosen('scale')) {
  const { idle, beside, report, ...scale } = await benchScale()
  const states = [...report].map(([state, count]) => `${count.toLocaleString('en-US')} ${state}`).join(', ')
  print(
    `scale     ${(scale.averagePerSecond / 500).toFixed(3)} of 500 a second on average, ${(scale.mostPerSecond / 500).toFixed(3)} in the worst second  (targets: from 0.95, to 1.05)`,
  )
  print(
    `          statuses were through ${scale.statusLagSeconds.toFixed(1)} s after the last claim, ${scale.mostWaitingEvents} events waited at most; the report ${scale.isWhole ? 'is whole' : 'IS NOT WHOLE'}: ${states}`,
  )
  print(
    `          a single text beside it: p50 ${(beside.p50Ms / idle.p50Ms).toFixed(1)}, p99 ${(beside.p99Ms / idle.p99Ms).toFixed(1)} times the idle system  (${beside.p50Ms} of ${idle.p50Ms} ms, ${beside.p99Ms} of ${idle.p99Ms} ms; target 3)`,
  )
}
