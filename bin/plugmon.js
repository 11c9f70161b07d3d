#!/usr/bin/env node
import {setFlagsFromString} from 'node:v8'

// Arguments may hold a token or a password: this takes them out of what `ps` shows, before anything else takes its time.
process.title = 'plugmon'
// React's development build keeps every frame for ever, so the mode is set before anything loads;
// static imports are hoisted, hence the dynamic one.
process.env.NODE_ENV = 'production'
// Old objects are collected when they have grown by six tenths, not to several times their size: a third less memory for the same CPU time.
// A version of V8 that does not know the flag would say so on every run, so only those are told that are known to.
if (Number(process.versions.node.split('.')[0]) <= 26) {
  setFlagsFromString('--heap-growing-percent=60')
  // New objects stay in 2 MB: collecting them more often costs a screen of a thousand plugins a tenth more, but else they get 32 MB, or 128.
  setFlagsFromString('--semi-space-growth-factor=1')
}
await import('../dist/cli.mjs')
