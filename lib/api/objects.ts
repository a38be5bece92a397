import 'server-only'
import { createRouter } from './app'

export const objectRoutes = createRouter()
