import { createApi } from './app'

// A step of the build: mounting throws for a route without an entry in the table of who may call it.
createApi()
