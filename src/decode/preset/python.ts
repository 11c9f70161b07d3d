/**
 * A time as `asctime`, loguru and the logging HOWTO's date format write it; a bare wall clock, whose day nobody knows; or seconds
 * since the epoch.
 */
const TIME = String.raw`(?P<time>\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?|\d\d/\d\d/\d{4} \d\d:\d\d:\d\d(?: [AP]M)?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|\d{10}\.\d{1,9})(?:\.\d{3})?`

/** A level where nothing else says that this is a log line, and a word that may be one where the line's shape says so. */
const LEVEL = 'DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL'
const WORD = '[A-Za-z]{4,8}'

/** What stands between two fields. */
const SEPARATOR = String.raw`[\s|:;,>-]{0,12}`

/**
 * The thread or the logger in brackets, then the logger followed by a separator; by a space alone only when it looks like a
 * module's name rather than like the first word of the message.
 */
const NAME = String.raw`(?:\[\s?(?P<module>[^\]]{1,200}?)\s*\]:? ?)?(?:(?P<logger>[a-z_][\w.$:-]{0,199}(?:\[\d+\])?)\s{0,20}(?:: | - | ?\| ?|;|\t)|(?P<target>root|[a-z]\w{0,60}[._][\w.]{1,139}) {1,20})?`

/** A plugin's name, in quotes or not; its version, if that follows; how long it took, at the end. */
const PLUGIN = String.raw`(?:["''](?P<plugin>[^"'']{1,200})["'']|(?P<bare>[\w.@/+-]{1,200}))`
const VERSION = String.raw`(?: \(?v?(?P<version>\d[\w.+-]{0,60})\)?)?`
const IN = String.raw`(?:,? (?:in |took |\((?:in |took )?)(?P<duration>\d[\d.]{0,30} ?[a-zµμ]{1,12})\)?)`
const FAILED =
  '(?:[Ff]ailed to load|[Ff]ailed loading|[Cc]ould not load|[Uu]nable to load|[Ee]rror loading|[Uu]nable to start)'

/**
 * The specification's own host: Python's logging in its usual formats, and what a plugin manager says in it. Every pattern begins
 * at the start of the line and has no repetition within a repetition, so that the native engine takes linear time.
 */
export const PYTHON_PRESET = String.raw`
name: python

formats:
  - name: basic format
    match: '^(?P<level>${LEVEL}|NOTSET):(?P<logger>[^:\s]*):(?:\d+:)?(?P<message>.*)$'
    samples:
      - text: "INFO:plugin_manager.loader:Scanning directory: /plugins"
        gives: {level: INFO, logger: plugin_manager.loader, message: "Scanning directory: /plugins"}
      - text: "WARNING:root:Plugin config missing, using defaults"
        gives: {level: WARNING, logger: root, message: "Plugin config missing, using defaults"}
  - name: time - name - level - message
    match: '^\[?${TIME}\]? (?:-|\|) (?P<logger>[^ ]+(?: [^- ]+)*) (?:-|\|) (?P<level>${WORD})\s{0,8}(?: -| \||:) (?P<message>.*)$'
    samples:
      - text: "2026-11-22 10:47:49,159 - plugin_manager.loader - ERROR - Failed to load plugin: invalid format"
        gives: {time: "2026-11-22 10:47:49,159", logger: plugin_manager.loader, level: ERROR, message: "Failed to load plugin: invalid format"}
  - name: colons
    match: '^${TIME}:(?P<level>${WORD}):(?P<logger>[^:\s]{0,200}):(?P<message>.*)$'
    samples:
      - text: "2026-11-22 10:47:49,159:INFO:plugin_manager.loader:Scanning directory: /plugins"
        gives: {level: INFO, logger: plugin_manager.loader, message: "Scanning directory: /plugins"}
  - name: time level name message, however decorated
    match: '^[\[(]?${TIME}[\])]?${SEPARATOR}[\[(<]?(?P<level>${WORD})\b(?:/[\w-]{1,60})?\s{0,8}[\])>]?${SEPARATOR}(?:in )?(?:\([^)]{1,80}\) )?${NAME}(?P<message>.*)$'
    samples:
      - text: "2026-11-22 10:47:49,159 ERROR plugin_manager.loader: Failed to load plugin: invalid format"
        gives: {level: ERROR, logger: plugin_manager.loader, message: "Failed to load plugin: invalid format"}
      - text: "2026-11-22 10:47:49,159 - CRITICAL - Plugin system initialization failed"
        gives: {level: CRITICAL, message: Plugin system initialization failed}
      - text: "[2026-11-22 10:47:49,159] INFO in loader: Plugin 'my_plugin' loaded successfully"
        gives: {time: "2026-11-22 10:47:49,159", level: INFO, logger: loader, message: "Plugin 'my_plugin' loaded successfully"}
      - text: "2026-11-22 10:47:49 [WARNING] plugins.loader: Plugin config missing, using defaults"
        gives: {level: WARNING, logger: plugins.loader, message: "Plugin config missing, using defaults"}
      - text: "11/22/2026 10:47:49 AM WARNING Plugin config missing, using defaults"
        gives: {time: 11/22/2026 10:47:49 AM, level: WARNING, message: "Plugin config missing, using defaults"}
      - text: "[2026-11-22 10:47:49,159: WARNING/MainProcess] Plugin config missing, using defaults"
        gives: {level: WARNING, message: "Plugin config missing, using defaults"}
      - text: "2026-11-22 10:47:49.438 | INFO     | __main__:drive:6 - Scanning directory: /plugins"
        gives: {level: INFO, logger: "__main__:drive:6", message: "Scanning directory: /plugins"}
      - text: "2024-07-28 11:52:45.753 INFO (MainThread) [homeassistant.setup] Setup of domain system_log took 0.02 seconds"
        gives: {level: INFO, module: homeassistant.setup, message: Setup of domain system_log took 0.02 seconds}
      - text: "2026-11-22 10:47:49,159 INFO [MainThread] plugin_manager.loader: Scanning directory: /plugins"
        gives: {level: INFO, logger: plugin_manager.loader, message: "Scanning directory: /plugins"}
      - text: "2026-11-22 10:47:49,159 INFO plugin_manager Scanning directory: /plugins"
        gives: {level: INFO, target: plugin_manager, message: "Scanning directory: /plugins"}
      - text: "2026-11-22 10:47:49,159 INFO Scanning directory: /plugins"
        gives: {level: INFO, message: "Scanning directory: /plugins"}
  - name: time name level message
    match: '^\[?${TIME}\]?:? \[?(?P<name>[^\s\]]{1,200})\]?:? \[?(?P<level>${WORD})\]?(?::| -| \|)?\s{1,8}${NAME}(?P<message>.*)$'
    samples:
      - text: "2026-11-22 10:47:49,159 plugin_manager.loader INFO Scanning directory: /plugins"
        gives: {name: plugin_manager.loader, level: INFO, message: "Scanning directory: /plugins"}
      - text: "2026-11-22 10:47:49,159 [MainThread] INFO  plugin_manager.loader - Scanning directory: /plugins"
        gives: {logger: plugin_manager.loader, level: INFO, message: "Scanning directory: /plugins"}
      - text: "[2020-10-27 23:08:55.577] [exthost] [info] ExtensionService#_doActivateExtension vscode.git"
        gives: {name: exthost, level: info, message: "ExtensionService#_doActivateExtension vscode.git"}
  - name: tornado and Jupyter
    match: '^\[(?P<level>[DIWEC]) (?P<time>(?:\d{4}-\d\d-\d\d|\d{6}) \d\d:\d\d:\d\d(?:[.,]\d{1,9})?) (?P<logger>[^\s\]]{1,200})\] ?(?P<message>.*)$'
    samples:
      - text: "[W 2026-11-22 10:48:30.128 ServerApp] badext | extension failed loading with message: invalid format"
        gives: {level: W, time: "2026-11-22 10:48:30.128", logger: ServerApp, message: "badext | extension failed loading with message: invalid format"}
  - name: level, time
    match: '^\[?(?P<level>${LEVEL})\]?${SEPARATOR}[\[(]?${TIME}[\])]?${SEPARATOR}(?:(?P<name>[a-z_][\w.]{0,199}) \d{1,20} \d{1,20} )?${NAME}(?P<message>.*)$'
    samples:
      - text: "INFO 2026-11-22 10:47:49,159 views 4242 139 Scanning directory: /plugins"
        gives: {level: INFO, name: views, message: "Scanning directory: /plugins"}
      - text: "[ERROR] 2026-11-22 10:47:49,159 - Failed to load plugin: invalid format"
        gives: {level: ERROR, message: "Failed to load plugin: invalid format"}
  - name: level first
    match: '^\[?(?P<level>${LEVEL})(?:\] ?| ?[:|-]\s{0,8}| {1,8})(?:\[(?P<module>[^\]]{1,200})\]:? ?)?(?:(?P<logger>[a-z_][\w.$]{0,199})(?: - | \| )|(?P<target>root|[a-z]\w{0,60}[._][\w.]{1,139})(?:: | ))?(?P<message>.*)$'
    samples:
      - text: "ERROR: Failed to load plugin: invalid format"
        gives: {level: ERROR, message: "Failed to load plugin: invalid format"}
      - text: "[INFO] Scanning directory: /plugins"
        gives: {level: INFO, message: "Scanning directory: /plugins"}
      - text: "INFO - plugin_manager - Scanning directory: /plugins"
        gives: {level: INFO, logger: plugin_manager, message: "Scanning directory: /plugins"}
      - text: "INFO plugin_manager.loader: Scanning directory: /plugins"
        gives: {level: INFO, target: plugin_manager.loader, message: "Scanning directory: /plugins"}
  - name: name, level
    match: '^(?P<logger>[\w.$-]{1,200})\s?[-|:]\s?(?P<level>${LEVEL})\s?[-|:]\s?(?P<message>.*)$'
    samples:
      - text: "plugin_manager.loader - ERROR - Failed to load plugin: invalid format"
        gives: {level: ERROR, logger: plugin_manager.loader, message: "Failed to load plugin: invalid format"}
  - name: process or name before the time
    match: '^(?:\[?\d{1,10}\]?|(?P<name>[\w.$:[\]-]{1,200}))(?: -| \||:)? \[?${TIME}\]?,?\s{0,4}[-|:]?\s{0,4}[\[(<]?(?P<level>${WORD})\b\s{0,8}[\])>]?\s{0,4}[-|:]?\s{0,4}${NAME}(?P<message>.*)$'
    samples:
      - text: "19081 2026-11-22 21:49:11,324 INFO plugin_manager.loader Scanning directory: /plugins"
        gives: {level: INFO, target: plugin_manager.loader, message: "Scanning directory: /plugins"}
      - text: "plugin_manager.loader 2026-11-22 21:49:19,016 INFO Scanning directory: /plugins"
        gives: {level: INFO, name: plugin_manager.loader, message: "Scanning directory: /plugins"}
  - name: time and message
    match: '^\[?${TIME}\]?:?(?: -| \|)?\s{1,8}(?P<message>.*)$'
    samples:
      - text: "2026-11-22 10:47:49,159 Plugin 'my_plugin' loaded successfully"
        gives: {time: "2026-11-22 10:47:49,159", message: "Plugin 'my_plugin' loaded successfully"}

rules:
  - name: scanning
    match: '^[Ss]canning (?:plugin )?directory:? (?P<directory>.+)$'
    level: INFO
    samples:
      - text: "Scanning directory: /plugins"
        gives: {directory: /plugins}
  - name: discovered
    match: '^(?:Discovered|Found) (?P<plugin_count>\d+) plugins?(?: in (?P<directory>[/.~]\S*))?${IN}$'
    span: plugin.discover
    level: INFO
    samples:
      - text: "Discovered 12 plugins in /plugins in 0.5s"
        gives: {plugin_count: "12", directory: /plugins, duration: 0.5s}
      - text: "Found 3 plugins (290.796µs)"
        gives: {plugin_count: "3", duration: 290.796µs}
  - name: config missing
    match: '^Plugin config missing, using defaults$'
    level: WARNING
    samples:
      - text: Plugin config missing, using defaults
  - name: system failed
    match: '^Plugin system initiali[sz]ation failed(?:: .*)?$'
    level: CRITICAL
    samples:
      - text: Plugin system initialization failed
  - name: about the plugin system, not about a plugin
    match: '^Plugins? (?:system|manager|host|loader|registry|config|configuration|settings|directory|directories|list|cache|metadata|support|API|api) '
    samples:
      - text: Plugin system loaded successfully
      - text: "Plugin manager initialized in 20ms"
  - name: loaded
    match: '^(?:Plugin|Extension) ${PLUGIN}${VERSION} (?:was |has been )?(?:successfully )?loaded(?: successfully)?${IN}?[.!]?$'
    state: loaded
    span: plugin.load
    level: INFO
    samples:
      - text: "Plugin 'my_plugin' loaded successfully"
        gives: {plugin: my_plugin}
      - text: "Plugin my_plugin loaded successfully"
        gives: {bare: my_plugin}
      - text: "Plugin 'auth' v1.2.3 loaded successfully in 48ms"
        gives: {plugin: auth, version: 1.2.3, duration: 48ms}
      - text: "Plugin 'auth' loaded in 0.02 seconds"
        gives: {plugin: auth, duration: 0.02 seconds}
      - text: "Plugin 'auth' (1.2) has been loaded (took 290.796µs)"
        gives: {plugin: auth, version: "1.2", duration: 290.796µs}
  - name: loaded, verb first
    match: '^(?:Successfully loaded|Loaded) plugin:? ${PLUGIN}${VERSION}(?:: [^:]*|${IN})?[.!]?$'
    state: loaded
    span: plugin.load
    level: INFO
    samples:
      - text: "Loaded plugin x in 48ms"
        gives: {bare: x, duration: 48ms}
      - text: "Loaded plugin: 'x' 1.0"
        gives: {plugin: x, version: "1.0"}
      - text: "Loaded plugin action_command_notification: Action Command Notification Support"
        gives: {bare: action_command_notification}
  - name: failed to load, with a name
    match: '^(?:${FAILED} (?:plugin )?["''](?P<plugin>[^"'']{1,200})["'']|${FAILED} plugin (?P<bare>[\w.@/+-]{1,200}))(?:(?::| -) (?P<reason>.+))?$'
    state: error
    from: loading
    level: ERROR
    samples:
      - text: "Failed to load plugin 'x': no module named y"
        gives: {plugin: x, reason: no module named y}
      - text: "Failed to load plugin auth: timeout"
        gives: {bare: auth, reason: timeout}
      - text: "Could not load 'bad': invalid format"
        gives: {plugin: bad, reason: invalid format}
      - text: "Error loading plugin auth"
        gives: {bare: auth, reason: ""}
  - name: failed to load
    match: '^${FAILED} (?:a )?plugin(?:(?::| -) (?P<reason>.+))?$'
    state: error
    from: loading
    level: ERROR
    samples:
      - text: "Failed to load plugin: invalid format"
        gives: {reason: invalid format}
      - text: failed to load plugin
        gives: {reason: ""}
  - name: plugin failed to load
    match: '^Plugin ${PLUGIN}${VERSION} (?:failed to load|could not be loaded)(?:(?::| -) (?P<reason>.+))?$'
    state: error
    from: loading
    level: ERROR
    samples:
      - text: "Plugin 'x' failed to load: timeout"
        gives: {plugin: x, reason: timeout}
      - text: "Plugin x failed to load"
        gives: {bare: x, reason: ""}
  - name: initialized
    match: '^(?:Plugin ${PLUGIN}${VERSION} (?:was |has been )?(?:successfully )?initiali[sz]ed(?: successfully)?)${IN}?[.!]?$'
    state: initialized
    span: plugin.initialize
    level: INFO
    samples:
      - text: "Plugin 'x' initialized in 1.23s"
        gives: {plugin: x, duration: 1.23s}
  - name: unloaded
    match: '^Plugin ${PLUGIN}${VERSION} (?:was |has been )?(?:successfully )?unloaded(?: successfully)?[.!]?$'
    state: unloaded
    level: INFO
    samples:
      - text: "Plugin 'x' unloaded"
        gives: {plugin: x}
  - name: unloaded, verb first
    match: '^(?:Successfully unloaded|Unloaded) plugin:? ${PLUGIN}[.!]?$'
    state: unloaded
    level: INFO
    samples:
      - text: "Unloaded plugin x"
        gives: {bare: x}

names:
  - name: quoted
    match: '\b[Pp]lugin ["''](?P<plugin>[^"'']{1,200})["'']'
    samples:
      - text: "Plugin 'cache' uses deprecated API v1"
        gives: {plugin: cache}
  - name: key and value
    match: '\bplugin(?:_name|Name|Id|_id)?=["'']?(?P<plugin>[\w.@/+-]{1,200})'
    samples:
      - text: hook failed plugin=auth hook=on_start
        gives: {plugin: auth}
`
