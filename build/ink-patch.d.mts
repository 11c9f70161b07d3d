import type {Plugin} from 'esbuild'

export declare const inkPatch: Plugin
