/*
 * Counts, as a plugin of QEMU: instructions, taken branches, loads, and misses of the flash cache (32 kB, 2-way, lines of
 * 32 bytes), and writes a line when a probed function begins and ends, and at each mark of sdk.c:
 *   kind name instructions taken loads misses instructions-of-the-stand-in
 * QEMU's plugin interface is declared here as far as it is used: Debian has no package of its header.
 * Arguments: out=FILE, probe=NAME:ADDRESS (begin and end), leaf=NAME:ADDRESS (begin alone).
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef void (*on_exec)(unsigned, void *);
typedef void (*on_memory)(unsigned, uint32_t, uint64_t, void *);
extern void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t, void (*)(uint64_t, struct qemu_plugin_tb *));
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, on_exec, int, void *);
extern void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *, on_memory, int, int, void *);
extern void qemu_plugin_register_atexit_cb(uint64_t, void (*)(uint64_t, void *), void *);
extern bool qemu_plugin_mem_is_store(uint32_t);
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);
extern size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *);

/* Both, and sorted here: QEMU 7.2 confuses the two when only one is asked for. */
#define READS_AND_WRITES 3
#define MARKS 0x3FF40000u
#define SETS 512
/* Between these two marks nothing is the firmware's own doing. */
#define ASIDE 19
#define ASIDE_END 20

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

typedef struct { uint32_t start, end, lineCount, lines[40]; int count, probe; bool isStandIn; } Block;
typedef struct { char name[60]; uint32_t address; bool isLeaf; } Probe;
typedef struct { int probe; uint32_t returns; } Call;

static FILE *out;
static Probe probes[64];
static int probeCount, depth;
static Call calls[256];
static Block *current;
static uint32_t previousEnd;
/** Whether the block that ran before, and the one that runs, are none of the firmware's doing. */
static bool wasOther, isOther, aside;
/** Before the block that runs. */
static uint64_t own, other;
static uint64_t taken, loads, misses;
static uint32_t cache[SETS][2], lastLine;
static uint8_t recent[SETS];

static void look(uint32_t address) {
  uint32_t line = address >> 5, set = line % SETS;
  for (int way = 0; way < 2; way++)
    if (cache[set][way] == line) {
      recent[set] = way;
      return;
    }
  misses++;
  recent[set] ^= 1;
  cache[set][recent[set]] = line;
}

/* The ROM's vectors: nothing handles an exception here, so it is the end. */
static bool isVector(uint32_t address) { return address == 0x40000030u || address == 0x40000050u || address == 0x40000070u; }

static bool inFlash(uint32_t address) { return address >= 0x40200000u && address < 0x40300000u; }

static void tell(char kind, const char *name, uint64_t index) {
  fprintf(out, "%c %s %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", kind, name,
    own + (isOther ? 0 : index), taken, loads, misses, other + (isOther ? index : 0));
}

static void onBlock(unsigned cpu, void *data) {
  Block *block = data;
  if (current) *(isOther ? &other : &own) += current->count;
  if (isVector(block->start)) {
    fclose(out);
    _exit(9);
  }
  wasOther = isOther;
  isOther = block->isStandIn || aside;
  if (block->start != previousEnd && current && !wasOther) taken++;
  current = block;
  if (aside) {
    previousEnd = block->end;
    return;
  }
  while (depth && calls[depth - 1].returns == block->start) tell('X', probes[calls[--depth].probe].name, 0);
  if (block->probe >= 0) {
    tell(probes[block->probe].isLeaf ? 'L' : 'E', probes[block->probe].name, 0);
    if (!probes[block->probe].isLeaf && depth < 256) calls[depth++] = (Call){block->probe, previousEnd};
  }
  previousEnd = block->end;
  if (isOther) return;
  for (uint32_t i = 0; i < block->lineCount; i++)
    if (block->lines[i] != lastLine) look(lastLine = block->lines[i]);
}

static void onLoad(unsigned cpu, uint32_t info, uint64_t address, void *data) {
  if (qemu_plugin_mem_is_store(info) || aside) return;
  loads++;
  if (inFlash(address)) look(address);
}

static void onStore(unsigned cpu, uint32_t info, uint64_t address, void *data) {
  if (!qemu_plugin_mem_is_store(info) || address < MARKS || address >= MARKS + 0x1000) return;
  uint32_t mark = (address - MARKS) / 4;
  if (mark == ASIDE || mark == ASIDE_END) {
    aside = mark == ASIDE;
    return;
  }
  char name[12];
  sprintf(name, "%u", mark);
  tell('M', name, (uintptr_t)data);
}

static void onTranslate(uint64_t id, struct qemu_plugin_tb *tb) {
  Block *block = calloc(1, sizeof *block);
  size_t count = qemu_plugin_tb_n_insns(tb);
  block->count = count;
  block->probe = -1;
  for (size_t i = 0; i < count; i++) {
    struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
    uint32_t address = qemu_plugin_insn_vaddr(insn);
    if (!i) {
      block->start = address;
      block->isStandIn = (address >= 0x40180000u && address < 0x40200000u) || address >= 0x50000000u;
      for (int p = 0; p < probeCount; p++) if (probes[p].address == address) block->probe = p;
    }
    block->end = address + qemu_plugin_insn_size(insn);
    for (uint32_t line = address & ~31u; line < block->end; line += 32)
      if (inFlash(line) && block->lineCount < 40 && (!block->lineCount || block->lines[block->lineCount - 1] != line))
        block->lines[block->lineCount++] = line;
    if (block->isStandIn) qemu_plugin_register_vcpu_mem_cb(insn, onStore, 0, READS_AND_WRITES, (void *)i);
    else qemu_plugin_register_vcpu_mem_cb(insn, onLoad, 0, READS_AND_WRITES, NULL);
  }
  qemu_plugin_register_vcpu_tb_exec_cb(tb, onBlock, 0, block);
}

static void onExit(uint64_t id, void *data) {
  if (current) tell('Z', "end", current->count);
  fclose(out);
}

__attribute__((visibility("default"))) int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv) {
  for (int i = 0; i < argc; i++) {
    if (!strncmp(argv[i], "out=", 4)) out = fopen(argv[i] + 4, "w");
    bool isLeaf = !strncmp(argv[i], "leaf=", 5);
    if (!isLeaf && strncmp(argv[i], "probe=", 6)) continue;
    Probe *probe = &probes[probeCount++];
    sscanf(argv[i] + (isLeaf ? 5 : 6), "%59[^:]:%x", probe->name, &probe->address);
    probe->isLeaf = isLeaf;
  }
  if (!out) return 1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, onTranslate);
  qemu_plugin_register_atexit_cb(id, onExit, NULL);
  return 0;
}
