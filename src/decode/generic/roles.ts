/** What a field of a log record is for. `nest` is an object whose fields are looked at too. */
export type Role =
  'time' | 'level' | 'message' | 'logger' | 'plugin' | 'version' | 'error' | 'errorType' | 'stack' | 'nest'

/**
 * The names that the known dialects give to each role, the surest first: where a record has several, the first of them counts.
 * Sources: pino, bunyan, winston, log4js, python-json-logger, structlog, loguru, hclog, go-kit, Grafana, logrus, zerolog, zap, slog,
 * tracing (Rust), logstash, ECS, GELF, Serilog, log4j2, Google Cloud, OpenTelemetry, journald.
 */
const NAMES: Readonly<Record<Role, string>> = {
  time:
    '__REALTIME_TIMESTAMP @timestamp time timestamp ts t asctime @t datetime date timeMillis instant eventTime timeUnixNano ' +
    'observedTimeUnixNano Timestamp Time TS receiveTimestamp',
  level:
    'level @level levelname lvl severity log.level level_name loglevel logLevel @l severity_text severityText SeverityText ' +
    'PRIORITY severityNumber severity_number SeverityNumber levelno level_value priority Level LEVEL L',
  message: 'message @message msg event MESSAGE @m @mt body Body short_message textPayload log_message text Message M',
  logger:
    'logger logger_name loggerName @module log.logger target name module caller service SYSLOG_IDENTIFIER category SourceContext N',
  plugin:
    'plugin_name pluginName plugin.name plugin pluginId plugin_id plugin.id pluginID PLUGIN_NAME pluginname extension_name',
  version: 'plugin_version pluginVersion plugin.version PLUGIN_VERSION',
  error: 'err error exc exception exc_info thrown @x',
  errorType: 'error.type error_type exc_type exception.type exception_class exception.class errorType err.type',
  stack:
    'stack stack_trace error.stack_trace stacktrace stackTrace exception.stacktrace exc_text traceback error.stack err.stack',
  nest: 'fields extra attributes context log labels data mdc jsonPayload exception_details tags',
}

/** A name's role, and its place among the names of that role: smaller is surer. */
export interface RoleRank {
  readonly role: Role
  readonly rank: number
}

/** The role of each known name. */
export const ROLE_OF: ReadonlyMap<string, RoleRank> = new Map(
  Object.entries(NAMES).flatMap(([role, names]) =>
    names.split(' ').map((name, rank) => [name, {role: role as Role, rank}] as const),
  ),
)
