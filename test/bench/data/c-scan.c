/*
 * The least that a hand-written reader of one question can cost: loads of plugins with percentiles and errors by type, found by memchr and
 * memmem, counted in a hash table and histograms of 1 %. It validates nothing and believes that keys stand in one order.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, SLOTS = 1 << 12, BARS = 2048, NAME = 64 };

struct entry {
  char name[NAME];
  size_t length;
  unsigned long count;
  unsigned *bars;
};

static struct entry loads[SLOTS], errors[SLOTS];

static struct entry *find(struct entry *table, const char *name, size_t length) {
  unsigned hash = 2166136261u;
  if (length >= NAME) length = NAME - 1;
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
  for (unsigned slot = hash % SLOTS;; slot = (slot + 1) % SLOTS) {
    struct entry *entry = &table[slot];
    if (entry->length == length && memcmp(entry->name, name, length) == 0) return entry;
    if (entry->length == 0) {
      memcpy(entry->name, name, length);
      entry->length = length;
      return entry;
    }
  }
}

/* The text behind a key up to the next quote. */
static const char *field(const char *from, const char *end, const char *key, size_t *length) {
  size_t size = strlen(key);
  const char *value = memmem(from, end - from, key, size);
  if (value == NULL) return NULL;
  value += size;
  const char *quote = memchr(value, '"', end - value);
  if (quote == NULL) return NULL;
  *length = quote - value;
  return value;
}

static void take(const char *line, const char *end) {
  static const char LOAD[] = "\"type\":\"span\",\"name\":\"plugin.load\"", ERROR[] = "\"type\":\"error\"";
  size_t length;
  const char *type = memmem(line, end - line, "\"type\":\"", 8);
  if (type == NULL) return;
  if ((size_t)(end - type) > sizeof LOAD && memcmp(type, LOAD, sizeof LOAD - 1) == 0) {
    static const char DURATION[] = "\"duration_ms\":";
    const char *duration = memmem(type, end - type, DURATION, sizeof DURATION - 1);
    const char *plugin = duration == NULL ? NULL : field(duration, end, "\"plugin_name\":\"", &length);
    if (plugin == NULL) return;
    struct entry *entry = find(loads, plugin, length);
    if (entry->bars == NULL) entry->bars = calloc(BARS, sizeof(unsigned));
    double ms = strtod(duration + sizeof DURATION - 1, NULL);
    int bar = ms <= 0.001 ? 0 : (int)(log(ms * 1000) / log(1.01));
    entry->bars[bar < BARS ? bar : BARS - 1]++;
    entry->count++;
  } else if ((size_t)(end - type) > sizeof ERROR && memcmp(type, ERROR, sizeof ERROR - 1) == 0) {
    const char *kind = field(type, end, "\"error_type\":\"", &length);
    if (kind != NULL) find(errors, kind, length)->count++;
  }
}

static double percentile(const struct entry *entry, double share) {
  unsigned long rank = (unsigned long)ceil(share * entry->count), seen = 0;
  for (int bar = 0; bar < BARS; bar++)
    if ((seen += entry->bars[bar]) >= rank) return pow(1.01, bar) / 1000;
  return NAN;
}

int main(int argc, char **argv) {
  int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
  if (file < 0) return 2;
  char *buffer = malloc(2 * BLOCK);
  size_t kept = 0;
  for (ssize_t got; (got = read(file, buffer + kept, 2 * BLOCK - kept)) > 0;) {
    char *line = buffer, *end = buffer + kept + got;
    for (char *newline; (newline = memchr(line, '\n', end - line)) != NULL; line = newline + 1) take(line, newline);
    kept = end - line;
    memmove(buffer, line, kept);
  }
  for (int slot = 0; slot < SLOTS; slot++)
    if (loads[slot].count > 0)
      printf("%s %lu %.3f %.3f %.3f\n", loads[slot].name, loads[slot].count, percentile(&loads[slot], 0.5),
             percentile(&loads[slot], 0.9), percentile(&loads[slot], 0.99));
  for (int slot = 0; slot < SLOTS; slot++)
    if (errors[slot].count > 0) printf("%s %lu\n", errors[slot].name, errors[slot].count);
  return 0;
}
