/** Which folder of src/ may import which: one row per stage, in the order the data flows (DESIGN.md section 1). */
const mayImport = {
  source: ['errors'],
  decode: ['event', 'errors'],
  metrics: ['event', 'figures', 'errors'],
  promql: ['errors'],
  rules: ['promql', 'errors'],
  monitor: ['source', 'decode', 'metrics', 'promql', 'rules', 'event', 'figures', 'snapshot', 'change', 'errors'],
  format: [],
  ui: ['snapshot', 'figures', 'event', 'format'],
  report: ['snapshot', 'figures', 'change', 'event', 'format'],
  export: ['snapshot', 'figures', 'event', 'errors'],
  host: [],
  cli: [
    'source',
    'decode',
    'metrics',
    'promql',
    'rules',
    'monitor',
    'format',
    'ui',
    'report',
    'export',
    'host',
    'event',
    'figures',
    'snapshot',
    'change',
    'errors',
  ],
}

/** Which package may be used in which folder. */
const mayUse = {
  'ink|react|chalk|string-width': 'ui|report',
  commander: 'cli',
  'hdr-histogram-js': 'report',
  re2js: 'promql|decode',
  yaml: 'rules|decode|cli',
}

export default {
  forbidden: [
    ...Object.entries(mayImport).map(([stage, targets]) => ({
      name: `${stage}-imports`,
      severity: 'error',
      comment: `src/${stage}/ may import only itself and: ${targets.join(', ') || 'nothing'}.`,
      from: {path: `^src/${stage}/`},
      to: {path: '^src/', pathNot: [stage, ...targets].map((target) => `^src/${target}[/.]`)},
    })),
    {
      name: 'words-import-no-stage',
      severity: 'error',
      comment:
        'event, figures, snapshot, change and errors are words that every stage speaks: they know none of the stages.',
      from: {path: '^src/[^/]+\\.ts$'},
      to: {path: '^src/[^/]+/'},
    },
    ...Object.entries(mayUse).map(([packages, stages]) => ({
      name: `${packages.replaceAll('|', '-')}-only-in-${stages.replaceAll('|', '-')}`,
      severity: 'error',
      comment: `${packages} may be used only in src/(${stages}).`,
      from: {path: '^src/', pathNot: `^src/(${stages})/`},
      to: {path: `node_modules/(${packages})/`},
    })),
    {
      name: 'io-at-the-edge',
      severity: 'error',
      comment:
        'Files, sockets and the process only in source/, cli/, export/ and host/; ui/ owns the terminal in ui/terminal/.',
      from: {path: '^src/', pathNot: '^src/(source|cli|export|host|ui/terminal)/'},
      to: {dependencyTypes: ['core']},
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Data flows one way, and so do imports.',
      from: {},
      to: {circular: true},
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A module that nobody imports is dead wood.',
      from: {orphan: true, path: '^src/', pathNot: '\\.d\\.ts$'},
      to: {},
    },
    {
      name: 'not-to-test',
      severity: 'error',
      comment: 'The product does not know its tests.',
      from: {path: '^(src|bin)/'},
      to: {path: '^test/'},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '^dist/'},
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
