#!/usr/bin/env node
// Arguments may hold a token or a password: this takes them out of what `ps` shows, before anything else takes its time.
process.title = 'plugmon'
// React's development build keeps every frame for ever, so the mode is set before anything loads;
// static imports are hoisted, hence the dynamic one.
process.env.NODE_ENV = 'production'
await import('../dist/cli.mjs')
