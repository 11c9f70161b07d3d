#!/usr/bin/env node
// React's development build keeps every frame for ever, so the mode is set before anything loads;
// static imports are hoisted, hence the dynamic one.
process.env.NODE_ENV = 'production'
await import('../dist/cli.mjs')
