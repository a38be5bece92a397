import { parentPort } from 'node:worker_threads'
import { importsIn } from './imports'
import { READY, type ThreadQuestion, type TypeScriptText } from './thread-messages'
import { readTypeScript } from './typescript'

parentPort?.postMessage(READY)

// There are texts of two hundred characters that take the parser years: whoever asks ends this thread then.
parentPort?.on('message', ({ content, resourceTypes }: ThreadQuestion) => {
  const names = new Set(resourceTypes)
  const answer: TypeScriptText = { ...readTypeScript(content, (name) => names.has(name)), imports: importsIn(content) }
  parentPort?.postMessage(answer)
})
