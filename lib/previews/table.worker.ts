import { httpByteSource } from './http-byte-source'
import { tableHandlers } from './table-handlers'
import { serveCalls } from './worker-calls'

serveCalls(self, tableHandlers(httpByteSource))
