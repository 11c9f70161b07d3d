// What a plugin host imports as `plugmon/host`: the only file that re-exports, because the package's map of exports names it.
export {createHost, type Host, type HostOptions} from './create-host.ts'
export {createEventServer, type EventServer, type EventServerOptions} from './event-server.ts'
export type {Span, SpanOptions} from './tracer.ts'
