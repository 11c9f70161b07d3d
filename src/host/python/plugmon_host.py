"""Tells plugmon what a plugin host does: over SSE, into a JSONL file, or both.

    import plugmon_host

    host = plugmon_host.create_host(jsonl="events.jsonl")   # or create_host(port=4650)
    tracer = host.tracer

    with tracer.start_span("plugin.load") as span:
        span.set_tag("plugin_name", name)
        plugin = manager.load_plugin(name)
        span.set_tag("version", plugin.version)

    host.close()

One file, Python 3.8 or newer, the standard library only. Once created, a host never raises into the program that it watches,
never waits for a disk or a reader, and does not keep the process alive. Any thread may call it. A forked child goes on writing
to the file, but neither serves nor greets: it is still the same host.

The protocol (version 1) is described in plugmon's README.
"""

import atexit
import contextvars
import functools
import hashlib
import hmac
import http.server
import json
import logging
import math
import os
import platform
import re
import secrets
import socket
import sys
import threading
import time
import traceback
import weakref

__all__ = ["create_host", "Host", "Tracer", "Span"]

# Bounds. What falls out of any of them is counted and told by a `gap` event.
LIFECYCLE_CAPACITY = 4096  # Lifecycle and error events kept for readers that come late: hundreds of plugins, several times over.
CHATTER_CAPACITY = 1024  # Log lines, metrics and usage kept: a screenful of context many times over.
MAX_QUEUE_CHARS = 4_194_304  # Waiting for the disk: some 15,000 events, seconds of a burst. Chatter may take half of it.
MAX_CLIENTS = 64  # Readers at a time.
MAX_PLUGINS = 10_000  # Plugins whose last state is remembered.
MAX_TAGS = 64
MAX_TAG_CHARS = 1024
MAX_TEXT_CHARS = 16_384
MAX_WARNINGS = 100  # Kinds of failure that are warned about once each.

WRITE_CHARS = 65_536  # One write to a reader: worth a system call, and soon enough to notice that the reader is slow.
USAGE_SECONDS = 10.0
KEEP_ALIVE_SECONDS = 10.0  # Below the 15 s that the protocol promises.
LOOK_SECONDS = 1.0  # How often a file is looked at for having been rotated, and a failed one tried again.
CLOSE_GRACE_SECONDS = 0.5  # How long a closing host waits for slow readers.
RETRY_MS = 1000  # How long a reader waits before it comes back.

_LOOPBACK = re.compile(r"^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$")
_LEVELS = {
    "TRACE": "DEBUG",
    "DEBUG": "DEBUG",
    "INFO": "INFO",
    "NOTICE": "INFO",
    "WARN": "WARNING",
    "WARNING": "WARNING",
    "ERROR": "ERROR",
    "FATAL": "CRITICAL",
    "CRITICAL": "CRITICAL",
}

_LOGGING_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")  # Of logging's numbers 10 to 50; what is between goes down.

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_running = contextvars.ContextVar("plugmon_host_span", default=None)
_logger = logging.getLogger("plugmon_host")
_started_ns = time.time_ns()


def create_host(
    name=None,
    instance=None,
    port=None,
    address="127.0.0.1",
    token=None,
    jsonl=None,
    runtime=None,
    lifecycle_capacity=LIFECYCLE_CAPACITY,
    chatter_capacity=CHATTER_CAPACITY,
    usage_interval=USAGE_SECONDS,
):
    """Starts to tell what this process does.

    name: who it is (default: the program's file name); instance: tells several hosts of one name apart.
    port: serves http://ADDRESS:PORT/events, 0 takes a free port (see host.url). An address other than loopback needs a
    token, which readers send as `Authorization: Bearer TOKEN`.
    jsonl: appends to this file, which is opened anew when it was rotated.
    usage_interval: seconds between reports of the process's CPU and memory; 0 for never.

    Raises ValueError for misuse alone: an address that others can reach without a token.
    """
    if token == "":
        raise ValueError("plugmon_host: the token is empty. Give one that is hard to guess, or none")
    if port is not None and token is None and not _LOOPBACK.match(address):
        raise ValueError(
            "plugmon_host: %s can be reached by others, so events there need a token. "
            "Set token=..., or listen on 127.0.0.1" % address
        )
    host = Host()
    if port is not None:
        host._journal = _Journal(lifecycle_capacity, chatter_capacity)
    host._start(name, instance, port, address, token, jsonl, runtime, usage_interval)
    return host


def _safe(method):
    """What a program hands in may be anything, and none of it may come back as an exception."""

    @functools.wraps(method)
    def guarded(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except Exception as error:
            _warn(error)
            return None

    return guarded


_warned = set()


def _warn(error):
    """Logs each kind of failure once."""
    try:
        kind = (type(error), getattr(error, "errno", None))
        if kind not in _warned and len(_warned) < MAX_WARNINGS:
            _warned.add(kind)
            _logger.warning("plugmon_host: %s: %s", type(error).__name__, _text(error))
    except Exception:
        pass


def _text(value, limit=MAX_TEXT_CHARS):
    try:
        return str(value)[:limit]
    except Exception:
        return "[%s]" % type(value).__name__


def _tag(value):
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return _text(value, MAX_TAG_CHARS)


def _tags(tags):
    items = list(dict(tags).items())[:MAX_TAGS] if tags else []
    return {_text(key): _tag(value) for key, value in items} or None


def _error_fields(error):
    stack = None
    if isinstance(error, BaseException):
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        stack = _text("".join(lines)) if error.__traceback__ else None
        return {"error_type": type(error).__name__, "message": _text(error), "stack": stack}
    return {"error_type": "Error", "message": _text(error), "stack": stack}


def _format_time(ns):
    """RFC 3339 in UTC with microseconds."""
    seconds, rest = divmod(ns, 1_000_000_000)
    return "%s.%06dZ" % (_format_second(seconds), rest // 1000)


@functools.lru_cache(maxsize=8)
def _format_second(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def _gap_line(lost):
    return _encode({"v": 1, "time": _format_time(time.time_ns()), "type": "gap", "lost": lost})


def _is_chatter(kind, line):
    """What may be shed first: a flood of it must not push out what a plugin did and how it failed."""
    if kind == "log":
        return '"level":"ERROR"' not in line and '"level":"CRITICAL"' not in line
    return kind in ("metric", "usage")


class Span:
    """One piece of work that takes time. As a context manager it is the parent of the spans that begin inside, and an exception
    that leaves the block is its error."""

    def __init__(self, host, name, parent, tags):
        self.name = _text(name)
        self.trace_id = parent.trace_id if parent else secrets.token_hex(16)
        self.span_id = secrets.token_hex(8)
        self.parent_id = parent.span_id if parent else None
        self.tags = tags or {}
        self._host = host
        self._start_ns = time.time_ns()
        self._began = time.perf_counter()
        self._error = None
        self._is_finished = False
        self._token = None
        host._emit("span_start", dict(self._identity(), tags=self.tags))

    def _identity(self):
        return {"name": self.name, "trace_id": self.trace_id, "span_id": self.span_id, "parent_id": self.parent_id}

    def set_tag(self, key, value):
        """Adds a tag; told at once, so that a monitor knows what is being loaded."""
        self._set_tag(key, value)
        return self

    @_safe
    def _set_tag(self, key, value):
        if not self._is_finished:
            added = {_text(key): _tag(value)}
            self.tags.update(added)
            self._host._emit("span_update", {"span_id": self.span_id, "tags": added})

    def set_error(self, error):
        """The work failed; the first error counts."""
        self._error = self._error or error
        return self

    @_safe
    def finish(self):
        """The work is done; what comes later is ignored."""
        if self._is_finished:
            return
        self._is_finished = True
        failure = {} if self._error is None else _error_fields(self._error)
        failure.pop("stack", None)
        timing = {
            "start": _format_time(self._start_ns),
            "duration_ms": round((time.perf_counter() - self._began) * 1000, 3),
            "status": "ok" if self._error is None else "error",
        }
        self._host._emit("span", dict(self._identity(), **timing, **failure, tags=_tags(self.tags)))

    def __enter__(self):
        self._token = _running.set(self)
        return self

    def __exit__(self, error_type, error, trace):
        if error is not None:
            self.set_error(error)
        self.finish()
        try:
            _running.reset(self._token)
        except Exception:
            pass  # Left in another context than it was entered in, as generators do: that one is over anyway.
        return False


class Tracer:
    """Makes spans, in the words of OpenTracing."""

    def __init__(self, host):
        self._host = host

    def start_span(self, name, child_of=None, tags=None, **_ignored):
        """Begins a span: child of `child_of`, else of the span whose block we are in. Use it with `with`, or finish it by hand."""
        parent = child_of if isinstance(child_of, Span) else _running.get()
        try:
            bound = _tags(tags)
        except Exception:
            bound = None
        return Span(self._host, name, parent, bound)


class Host:
    """What a plugin host tells; made by create_host."""

    def __init__(self):
        self.tracer = Tracer(self)
        self.url = None  # Where events are read; None when they are not served.
        self._changed = threading.Condition()
        self._journal = None
        self._stream = secrets.token_hex(6)
        self._seq = 0
        self._states = {}
        self._is_closed = False
        self._writer = None
        self._server = None

    def _start(self, name, instance, port, address, token, jsonl, runtime, usage_interval):
        if jsonl is not None:
            self._writer = _Writer(os.fspath(jsonl), self._changed)
        self._emit(
            "hello",
            {
                "host": name or os.path.basename(sys.argv[0] if sys.argv else "") or "host",
                "instance": instance,
                "pid": os.getpid(),
                "runtime": runtime or "%s %s" % (platform.python_implementation().lower(), platform.python_version()),
                "started": _format_time(_started_ns),
                "plugins": [],
            },
        )
        if port is not None:
            self._serve(address, port, token)
        if usage_interval > 0:
            self._tell_usage()
            threading.Thread(target=self._watch_usage, args=(usage_interval,), name="plugmon-usage", daemon=True).start()
        atexit.register(self._at_exit)
        if hasattr(os, "register_at_fork"):
            this = weakref.ref(self)
            os.register_at_fork(after_in_child=lambda: this() and this()._after_fork())

    @_safe
    def _serve(self, address, port, token):
        self._server = _Server(self, address, port, token)
        self.url = self._server.url

    @_safe
    def _after_fork(self):
        """The threads are gone and a lock may be held for ever, so the child begins anew with what it has."""
        atexit.unregister(self._at_exit)
        self._changed = threading.Condition()
        self._stream = secrets.token_hex(6)
        self._seq = 0
        if self._server:
            self._server.socket.close()
            self._server = self._journal = self.url = None
        if self._writer:
            self._writer = _Writer(self._writer.path, self._changed)

    @_safe
    def _emit(self, kind, fields):
        with self._changed:
            if self._is_closed:
                return
            self._seq += 1
            event = {"v": 1, "id": "%s:%d" % (self._stream, self._seq), "time": _format_time(time.time_ns()), "type": kind}
            event.update((key, value) for key, value in fields.items() if value is not None)
            line = _encode(event)
            if self._journal:
                self._journal.append(self._seq, kind, line)
            if self._writer:
                self._writer.append(kind, line)
            self._changed.notify_all()

    @_safe
    def state(self, plugin_name, new_state, version=None, old_state=None, reason=None, directory=None, pid=None):
        """A plugin is now in `new_state`: discovered, loading, loaded, initialized, error or unloaded."""
        name = _text(plugin_name)
        if old_state is None:
            old_state = self._states.get(name)
        if name in self._states or len(self._states) < MAX_PLUGINS:
            self._states[name] = new_state
        fields = {"version": version, "old_state": old_state, "new_state": new_state, "reason": reason}
        fields = {key: _text(value) for key, value in fields.items() if value is not None}
        directory = None if directory is None else _text(directory)
        self._emit("state", {"plugin_name": name, **fields, "directory": directory, "pid": pid})

    @_safe
    def error(self, plugin_name, error):
        """A plugin failed at something."""
        self._emit("error", {"plugin_name": _text(plugin_name), **_error_fields(error)})

    @_safe
    def log(self, level, message, logger=None, plugin_name=None, error=None, tags=None):
        """One log record. See also logging_handler."""
        failure = {} if error is None else _error_fields(error)
        self._emit(
            "log",
            {
                "level": _LEVELS.get(_text(level).upper(), "INFO"),
                "message": _text(message),
                "logger": logger,
                "plugin_name": None if plugin_name is None else _text(plugin_name),
                "error_type": failure.get("error_type"),
                "stack": failure.get("stack"),
                "tags": _tags(tags),
            },
        )

    @_safe
    def metric(self, name, kind, value, unit=None, labels=None):
        """A counter's increment, a gauge's value, or one observation of a histogram."""
        self._emit("metric", {"name": name, "kind": kind, "value": value, "unit": unit, "labels": labels})

    @_safe
    def usage(self, plugin_name=None, pid=None, method="reported", cpu_s=None, rss_bytes=None, heap_bytes=None):
        """What a plugin has used so far; method is process, thread, sampled or reported."""
        fields = {"method": method, "cpu_s": cpu_s, "rss_bytes": rss_bytes, "heap_bytes": heap_bytes}
        self._emit("usage", {"plugin_name": plugin_name, "pid": pid, **fields})

    def logging_handler(self, level=logging.NOTSET):
        """A handler for `logging`; a record's extra `plugin_name` (or `plugin`) names its plugin."""
        return _LoggingHandler(self, level)

    @_safe
    def close(self, reason="close"):
        """Says bye and waits until it is told: half a second for slow readers, as long as the disk takes for the file."""
        self._close(_text(reason))

    @_safe
    def _at_exit(self):
        # A program that ends by an exception did not plan to stop.
        self._close("exit" if getattr(sys, "last_value", None) is None else None)

    def _close(self, reason):
        if self._is_closed:
            return
        if reason is not None:
            self._emit("bye", {"reason": reason})
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        atexit.unregister(self._at_exit)
        if self._server:
            self._server.finish()
        if self._writer:
            self._writer.close()

    def _tell_usage(self):
        rss_bytes = None
        try:
            with open("/proc/self/statm", "rb") as statm:
                rss_bytes = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except Exception:
            pass  # Not Linux: the standard library knows only the peak, which is another number.
        self.usage(pid=os.getpid(), method="process", cpu_s=round(time.process_time(), 6), rss_bytes=rss_bytes)

    def _watch_usage(self, interval):
        while True:
            with self._changed:
                if self._changed.wait_for(lambda: self._is_closed, timeout=interval):
                    return
            self._tell_usage()


class _LoggingHandler(logging.Handler):
    def __init__(self, host, level):
        super().__init__(level)
        self._host = host

    def emit(self, record):
        if record.name == _logger.name:
            return
        try:
            level = _LOGGING_LEVELS[max(1, min(5, record.levelno // 10)) - 1]
            error = record.exc_info[1] if record.exc_info else None
            plugin = getattr(record, "plugin_name", None) or getattr(record, "plugin", None)
            self._host.log(level, record.getMessage(), logger=record.name, plugin_name=plugin, error=error)
        except Exception as error:
            _warn(error)


class _Ring:
    """The newest messages (seq, kind, line), oldest first."""

    def __init__(self, capacity):
        self._capacity = max(1, capacity)
        self._slots = []
        self._pushed = 0

    def push(self, message):
        """Adds a message and gives back the one that had to make room."""
        evicted = None
        position = self._pushed % self._capacity
        if self._pushed < self._capacity:
            self._slots.append(message)
        else:
            evicted, self._slots[position] = self._slots[position], message
        self._pushed += 1
        return evicted

    def _position_after(self, seq):
        low, high = max(0, self._pushed - self._capacity), self._pushed
        while low < high:
            middle = (low + high) // 2
            if self._slots[middle % self._capacity][0] > seq:
                high = middle
            else:
                low = middle + 1
        return low

    def count_after(self, seq):
        return self._pushed - self._position_after(seq)

    def first_after(self, seq):
        position = self._position_after(seq)
        return self._slots[position % self._capacity] if position < self._pushed else None


class _Roster:
    """What hello and state events add up to."""

    def __init__(self, greeting=None, plugins=(), last_line=None):
        self._greeting = greeting
        self._plugins = dict(plugins)
        self._last_line = last_line

    def apply(self, message):
        _, kind, line = message
        self._last_line = line
        if kind == "hello":
            self._greeting = json.loads(line)
            self._plugins.clear()
        elif kind == "state":
            event = json.loads(line)
            name = event["plugin_name"]
            if name in self._plugins or len(self._plugins) < MAX_PLUGINS:
                plugin = {"plugin_name": name, "state": event["new_state"]}
                version = event.get("version") or self._plugins.get(name, {}).get("version")
                self._plugins[name] = dict(plugin, version=version) if version else plugin

    def copy(self):
        return _Roster(self._greeting, self._plugins, self._last_line)

    def is_empty(self):
        return not self._plugins

    def hello(self):
        """A hello line stamped with the time of the last message; None before the first hello."""
        if self._greeting is None:
            return None
        hello = dict(self._greeting, time=json.loads(self._last_line)["time"], plugins=list(self._plugins.values()))
        del hello["id"]
        return _encode(hello)


class _Journal:
    """What the host has told lately, numbered without holes. Its host's lock guards it."""

    def __init__(self, lifecycle_capacity, chatter_capacity):
        self._lifecycle = _Ring(lifecycle_capacity)
        self._chatter = _Ring(chatter_capacity)
        self._evicted = _Roster()
        self._latest = 0

    def append(self, seq, kind, line):
        self._latest = seq
        if _is_chatter(kind, line):
            self._chatter.push((seq, kind, line))
            return
        evicted = self._lifecycle.push((seq, kind, line))
        if evicted:
            self._evicted.apply(evicted)

    def first_after(self, seq):
        one, other = self._lifecycle.first_after(seq), self._chatter.first_after(seq)
        return min(one, other) if one and other else one or other

    def missing_after(self, seq):
        return self._latest - seq - self._lifecycle.count_after(seq) - self._chatter.count_after(seq)

    def hello_at(self, seq):
        """A hello with the plugins as they stood when `seq` had been told. None where the stream still begins with its own, and
        where it would list nothing to a reader that knows the host already: plugins that only spans told of would seem gone."""
        roster = self._evicted.copy()
        message = self._lifecycle.first_after(0)
        while message and message[0] <= seq:
            roster.apply(message)
            message = self._lifecycle.first_after(message[0])
        return None if seq and roster.is_empty() else roster.hello()


class _Server(http.server.ThreadingHTTPServer):
    """Serves the journal as SSE, each reader in a daemon thread that waits for it alone."""

    daemon_threads = True

    def __init__(self, host, address, port, token):
        self.host, self.token, self.clients = host, token, 0
        if ":" in address:
            self.address_family = socket.AF_INET6
        super().__init__((address, port), _Handler)
        bound = self.server_address
        self.url = "http://%s:%d/events" % ("[%s]" % bound[0] if ":" in bound[0] else bound[0], bound[1])
        threading.Thread(target=self.serve_forever, args=(0.1,), name="plugmon-sse", daemon=True).start()

    def server_bind(self):
        # Not HTTPServer's, which looks up the machine's full name: that can take seconds where DNS is slow.
        super(http.server.HTTPServer, self).server_bind()
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request, client_address):
        pass  # A reader that went away.

    def finish(self):
        deadline = time.monotonic() + CLOSE_GRACE_SECONDS
        with self.host._changed:
            self.host._changed.wait_for(lambda: self.clients == 0, timeout=deadline - time.monotonic())
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # For the request; a reader may be as slow as it likes.

    def log_message(self, *_args):
        pass

    def do_GET(self):
        host = self.server.host
        self.close_connection = True
        if self.path.split("?")[0] != "/events":
            return self._refuse(404, "Events are at /events")
        if self.command != "GET":
            return self._refuse(405, "Events can only be read", ("Allow", "GET"))
        if self.server.token is None:
            # A web page can point a name of its own at 127.0.0.1 and read what answers there.
            if not _LOOPBACK.match(re.sub(r":\d+$", "", self.headers.get("Host", ""))):
                return self._refuse(403, "Events are for this machine: call it localhost")
        elif not self._has_token():
            return self._refuse(401, "Send the token as Authorization: Bearer", ("WWW-Authenticate", "Bearer"))
        with host._changed:
            is_full = self.server.clients >= MAX_CLIENTS
            self.server.clients += not is_full
        if is_full:
            return self._refuse(503, "Too many clients", ("Retry-After", "10"))
        try:
            self._stream(host)
        except OSError:
            pass  # The reader went away.
        finally:
            with host._changed:
                self.server.clients -= 1
                host._changed.notify_all()

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def _has_token(self):
        match = re.match(r"Bearer +(.+)$", self.headers.get("Authorization", ""), re.IGNORECASE)
        given, wanted = (match.group(1) if match else ""), self.server.token
        return hmac.compare_digest(*(hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in (given, wanted)))

    def _refuse(self, status, text, header=None):
        body = (text + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        if header:
            self.send_header(*header)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, host):
        last_id = self.headers.get("Last-Event-ID")
        stream, _, seq = (last_id or "").partition(":")
        self._cursor = int(seq) if stream == host._stream and re.match(r"^\d{1,15}$", seq) else 0
        self.connection.settimeout(None)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store, no-transform")
        self.send_header("X-Accel-Buffering", "no")
        self.send_header("Connection", "close")
        self.end_headers()
        with host._changed:
            hello = host._journal.hello_at(self._cursor)
            # It never asked for what is gone already, so it is not told about it.
            self._told = host._journal.missing_after(self._cursor) if last_id is None else 0
            text = "retry: %d\n\n" % RETRY_MS
            if hello is not None:
                text += self._frame(host, "hello", self._cursor, hello)
        while True:
            self.wfile.write(text.encode("utf-8", "replace"))
            with host._changed:
                host._changed.wait_for(
                    lambda: host._is_closed or host._journal.first_after(self._cursor), timeout=KEEP_ALIVE_SECONDS
                )
                text = self._next_frames(host)
                if host._is_closed and not text:
                    return
                text = text or ": keep-alive\n\n"

    def _frame(self, host, kind, seq, line):
        return "event: %s\nid: %s:%d\ndata: %s\n\n" % (kind, host._stream, seq, line)

    def _next_frames(self, host):
        """What is new for this reader, with a gap for what fell out of the journal before it came to it; each loss is told once."""
        frames, size = [], 0
        while size < WRITE_CHARS:
            message = host._journal.first_after(self._cursor)
            if message is None:
                break
            missing = message[0] - self._cursor - 1
            if missing > self._told:
                lost = host._journal.missing_after(self._cursor) - self._told
                frames.append(self._frame(host, "gap", self._cursor, _gap_line(lost)))
                self._told += lost
            self._told -= missing
            self._cursor = message[0]
            frames.append(self._frame(host, message[1], message[0], message[2]))
            size += len(frames[-1])
        return "".join(frames)


class _Writer:
    """Appends lines to a file from a thread of its own. Its host's lock guards the queue."""

    def __init__(self, path, changed):
        self.path = path
        self._changed = changed
        self._queue = []
        self._chars = 0
        self._lost = 0
        self._fd = None
        self._looked_at = 0.0
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="plugmon-jsonl", daemon=True)
        self._thread.start()

    def append(self, kind, line):
        """Queues a line, with the lock held; what does not fit is dropped, and told by a gap in the file."""
        limit = MAX_QUEUE_CHARS // 2 if _is_chatter(kind, line) else MAX_QUEUE_CHARS
        if self._chars + len(line) > limit:
            self._lost += 1
            return
        if self._lost:
            self._queue.append(_gap_line(self._lost))
        self._lost = 0
        self._queue.append(line)
        self._chars += len(line)

    def close(self):
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._thread.join()

    def _take(self):
        queue, self._queue, self._chars = self._queue, [], 0
        return "".join(line + "\n" for line in queue).encode("utf-8", "replace")

    def _run(self):
        batch = b""
        is_whole = True  # Does the batch begin with a whole line?
        while True:
            with self._changed:
                self._changed.wait_for(lambda: batch or self._queue or self._is_closed)
                batch = batch or self._take()
            if not batch:
                break
            try:
                if self._follow() and not is_whole:
                    # The line's beginning is in the other file.
                    batch = batch[batch.index(b"\n") + 1 :]
                    is_whole = True
                    self._lost += 1
                while batch:
                    written = os.write(self._fd, batch)
                    is_whole = batch[written - 1 : written] == b"\n"
                    batch = batch[written:]
            except Exception as error:
                _warn(error)
                self._looked_at = 0.0
                with self._changed:
                    if self._changed.wait_for(lambda: self._is_closed, timeout=LOOK_SECONDS):
                        break
        if self._fd is not None:
            os.close(self._fd)

    def _follow(self):
        """Opens the file, or opens it anew when its name has come to stand for another one. True when it did."""
        now = time.monotonic()
        if self._fd is not None and now - self._looked_at < LOOK_SECONDS:
            return False
        self._looked_at = now
        if self._fd is not None:
            try:
                if os.path.samestat(os.stat(self.path), os.fstat(self._fd)):
                    return False
            except FileNotFoundError:
                pass
            os.close(self._fd)
            self._fd = None
        # Append only, so that copytruncate works; non-blocking, so that a pipe without a reader is an error and not a hang.
        flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        self._fd = os.open(self.path, flags, 0o644)
        return True
