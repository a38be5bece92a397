import 'server-only'
import { Worker } from 'node:worker_threads'
import { programPath } from '@/lib/program-path'
import { processWide } from '@/lib/shared'
import { unreadable } from './reading'
import { READY, type ThreadQuestion, type TypeScriptText } from './thread-messages'

const TIME_LIMIT_MS = 5000
/** For loading the parser, once, on a machine that is busy with everything else. */
const START_LIMIT_MS = 60_000
const HEAP_MIB = 512

/** One thread for all: it is begun with the first text, and anew after one that it came to no end with. */
type Reader = { worker: Worker | null; isReady: boolean; turn: Promise<unknown> }

/** Reads the text of a TypeScript module on a thread of its own, one text after the other, each for 5 s at most. Nothing of it is run. */
export function readTypeScriptText(question: ThreadQuestion): Promise<TypeScriptText> {
  const reader = processWide<Reader>('typescript-reader', () => ({
    worker: null,
    isReady: false,
    turn: Promise.resolve(),
  }))
  const answer = reader.turn.then(() => ask(reader, question))
  reader.turn = answer
  return answer
}

/** Never fails: a text that cannot be read has a problem. */
function ask(reader: Reader, question: ThreadQuestion): Promise<TypeScriptText> {
  const worker = reader.worker ?? startThread()
  reader.worker = worker
  return new Promise((resolve) => {
    const giveUp = () => {
      reader.worker = null
      reader.isReady = false
      void worker.terminate()
      end({ ...unreadable('The parser of TypeScript came to no end with this text.'), imports: [], gaveUp: true })
    }
    let timer = setTimeout(giveUp, reader.isReady ? TIME_LIMIT_MS : START_LIMIT_MS)
    const onMessage = (message: TypeScriptText | typeof READY) => {
      if (message !== READY) return end(message)
      reader.isReady = true
      clearTimeout(timer)
      timer = setTimeout(giveUp, TIME_LIMIT_MS)
    }
    const end = (answer: TypeScriptText) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', giveUp).off('exit', giveUp)
      resolve(answer)
    }
    worker.on('message', onMessage).on('error', giveUp).on('exit', giveUp)
    worker.postMessage(question)
  })
}

function startThread(): Worker {
  const worker = new Worker(programPath('typescript-thread'), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } })
  // Whoever waits for an answer keeps the process alive by the timer.
  worker.unref()
  worker.on('error', () => undefined) // told to whoever waits
  return worker
}
