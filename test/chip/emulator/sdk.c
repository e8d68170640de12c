/*
 * Stands in for Espressif's SDK: tasks, timers, flash, Wi-Fi and TCP. All of it lies outside of the chip's memory (chip.ld), so
 * that the counter can tell its instructions from the firmware's. A store at MARKS says what happens, and is seen by the
 * counter (count.c).
 * Who is at the other end of each connection is the driver's business (emulate.ts): each event of TCP is told on the standard
 * error as a line, `@event connection milliseconds length` and so many bytes, and the driver's answer is read from the standard
 * input, a struct Reply and its bytes. The clock stands still meanwhile.
 */
#include "user_interface.h"
#include "espconn.h"
#include "osapi.h"
#include "mem.h"
#include "sntp.h"
#include "ping.h"
#include <stdarg.h>

#define MARKS 0x3FF40000
#define MARK(n) (*(volatile uint32 *)(MARKS + 4 * (n)) = 0)
enum {
  MARK_TURN = 1, MARK_TURN_END, MARK_CONNECT, MARK_SEND, MARK_CLOSE, MARK_IP_INFO, MARK_PRESS, MARK_RELEASE, MARK_JOINED,
  MARK_CONNECTED, MARK_SENT, MARK_ANSWER, MARK_CLOSED, MARK_FLASH_WRITE, MARK_FLASH_ERASE, MARK_START,
  MARK_REBOOT, MARK_RESOLVE, MARK_ASIDE, MARK_ASIDE_END
};

/** What the driver sends first; behind it the flash's part at STORAGE. */
static struct { uint32 nsPerTick, endMs, stepCount; struct { uint32 ms, levels; } steps[64]; uint32 storageLength; } settings;
#define STORAGE ((char *)0x402CB000)

#define GPIO_IN (*(volatile uint32 *)0x60000318)

static sint32 simcall(sint32 number, sint32 a, sint32 b, sint32 c) {
  register sint32 a2 __asm__("a2") = number;
  register sint32 a3 __asm__("a3") = a;
  register sint32 a4 __asm__("a4") = b;
  register sint32 a5 __asm__("a5") = c;
  __asm__ volatile("simcall" : "+a"(a2), "+a"(a3) : "a"(a4), "a"(a5) : "memory");
  return a2;
}

static void put(int fd, const char *text, int length) { simcall(4, fd, (sint32)text, length); }

static void say(const char *text) { put(2, text, strlen(text)); }

/* All of it, or the end: the driver is gone. */
static void take(void *to, uint32 length) {
  for (uint32 got = 0; got < length;) {
    sint32 count = simcall(3, 0, (sint32)((char *)to + got), length - got);
    if (count <= 0) simcall(1, 3, 0, 0);
    got += count;
  }
}

static void sayNumber(uint32 value) {
  char digits[12];
  int at = sizeof digits;
  do digits[--at] = '0' + value % 10; while (value /= 10);
  put(2, digits + at, sizeof digits - at);
}

static void tell(const char *event, uint32 a, uint32 b, uint32 c, uint32 d) {
  say("@");
  say(event);
  for (int i = 0; i < 4; i++) {
    say(" ");
    sayNumber(i == 0 ? a : i == 1 ? b : i == 2 ? c : d);
  }
  say("\n");
}

/* ---- time ---- */

static uint32 lastTicks, fraction, timeUs;

static uint32 ticksNow(void) {
  uint32 ticks;
  __asm__ volatile("rsr %0, ccount" : "=a"(ticks));
  return ticks;
}

static uint32 timeNow(void) {
  uint32 ticks = ticksNow();
  uint32 ns = (ticks - lastTicks) * settings.nsPerTick + fraction;
  lastTicks = ticks;
  uint32 us = ns / 1000;
  fraction = ns - us * 1000;
  return timeUs += us;
}

/* ---- the interpreter's variables, off the record ---- */

/* Often enough for what a delivery takes, and seldom enough for a run's time. */
#define LOOK_EVERY_US 20000
#define LOOK_OFTEN_US 2000
extern uint32 variablesHeld(void);
extern uint32 chip_aside(uint32 (*function)(void));
static uint32 variablesMost, lookedUs;
static bool isConnected(void);

/* On another stack, uncounted, and in no time. */
static void lookAtVariables(void) {
  lookedUs = timeNow();
  MARK(MARK_ASIDE);
  uint32 held = chip_aside(variablesHeld);
  MARK(MARK_ASIDE_END);
  if (held > variablesMost) variablesMost = held;
  lastTicks = ticksNow();
}

uint32 system_get_time(void) {
  uint32 us = timeNow();
  if (us - lookedUs >= (isConnected() ? LOOK_OFTEN_US : LOOK_EVERY_US)) lookAtVariables();
  return us;
}

uint32 system_get_rtc_time(void) { return timeNow() / 6; }
uint32 system_rtc_clock_cali_proc(void) { return 6 << 12; }
void system_timer_reinit(void) {}
void ets_delay_us(uint32 us) { for (uint32 start = timeNow(); timeNow() - start < us;); }

/* ---- timers: callbacks run between tasks ---- */

static ETSTimer *timers;

void ets_timer_setfn(ETSTimer *timer, ETSTimerFunc *callback, void *arg) {
  timer->timer_func = callback;
  timer->timer_arg = arg;
}

void ets_timer_disarm(ETSTimer *timer) {
  for (ETSTimer **at = &timers; *at; at = &(*at)->timer_next)
    if (*at == timer) {
      *at = timer->timer_next;
      return;
    }
}

void ets_timer_arm_new(ETSTimer *timer, uint32_t time, bool repeat, bool isMs) {
  ets_timer_disarm(timer);
  uint32 us = isMs ? time * 1000 : time;
  timer->timer_period = repeat ? us : 0;
  timer->timer_expire = timeNow() + us;
  timer->timer_next = timers;
  timers = timer;
}

static void runTimers(void) {
  for (ETSTimer *timer = timers; timer; timer = timer->timer_next) {
    if ((sint32)(timeNow() - timer->timer_expire) < 0) continue;
    if (timer->timer_period) timer->timer_expire += timer->timer_period;
    else ets_timer_disarm(timer);
    timer->timer_func(timer->timer_arg);
    return;
  }
}

/* ---- tasks ---- */

static struct { ETSTask task; ETSEvent *queue; uint8 length, first, count; } tasks[3];

bool system_os_task(os_task_t task, uint8 prio, os_event_t *queue, uint8 length) {
  tasks[prio].task = task;
  tasks[prio].queue = queue;
  tasks[prio].length = length;
  return true;
}

bool system_os_post(uint8 prio, os_signal_t sig, os_param_t par) {
  if (tasks[prio].count >= tasks[prio].length) return false;
  ETSEvent *event = &tasks[prio].queue[(tasks[prio].first + tasks[prio].count++) % tasks[prio].length];
  event->sig = sig;
  event->par = par;
  return true;
}

/* ---- heap ---- */

typedef struct Block { uint32 size; struct Block *next; } Block;
extern char sdk_heap[];
static char *heapEnd = sdk_heap;
static Block *freeBlocks;
static uint32 heapUsed, heapMost;

void *pvPortMalloc(size_t size, const char *file, unsigned line) {
  size = (size + 7) & ~7;
  heapUsed += size + 8;
  if (heapUsed > heapMost) heapMost = heapUsed;
  for (Block **at = &freeBlocks; *at; at = &(*at)->next)
    if ((*at)->size == size) {
      Block *block = *at;
      *at = block->next;
      return block + 1;
    }
  Block *block = (Block *)heapEnd;
  heapEnd += size + 8;
  block->size = size;
  return block + 1;
}

void *pvPortZalloc(size_t size, const char *file, unsigned line) {
  return memset(pvPortMalloc(size, file, line), 0, size);
}

void vPortFree(void *memory, const char *file, unsigned line) {
  if (!memory) return;
  Block *block = (Block *)memory - 1;
  heapUsed -= block->size + 8;
  block->next = freeBlocks;
  freeBlocks = block;
}

uint32 system_get_free_heap_size(void) { return 17000 - heapUsed; }

/* ---- text ---- */

/* %s, %c, and numbers with a width: no more is asked for. */
int ets_sprintf(char *to, const char *format, ...) {
  va_list args;
  char *at = to;
  va_start(args, format);
  for (; *format; format++) {
    if (*format != '%') {
      *at++ = *format;
      continue;
    }
    char pad = *++format == '0' ? '0' : ' ';
    int width = 0;
    for (; *format >= '0' && *format <= '9'; format++) width = width * 10 + *format - '0';
    while (*format == 'l') format++;
    if (*format == 's') {
      for (const char *text = va_arg(args, const char *); *text; text++) *at++ = *text;
    } else if (*format == 'c') *at++ = va_arg(args, int);
    else if (*format == '%') *at++ = '%';
    else {
      char digits[12];
      int count = 0;
      uint32 value = va_arg(args, uint32), base = *format == 'x' || *format == 'X' ? 16 : 10;
      bool minus = *format == 'd' && (sint32)value < 0;
      if (minus) value = -value;
      do digits[count++] = "0123456789abcdef"[value % base]; while (value /= base);
      if (minus) digits[count++] = '-';
      for (; width > count; width--) *at++ = pad;
      while (count) *at++ = digits[--count];
    }
  }
  va_end(args);
  *at = 0;
  return at - to;
}

int os_printf_plus(const char *format, ...) { return 0; }

__attribute__((noinline)) static void show(char c) { put(1, &c, 1); }

/* The firmware's own, with the character shown as well; where the firmware's short calls reach it. */
__attribute__((section(".irom0.text"))) STATUS uart_tx_one_char(uint8 uart, uint8 c) {
  while (((*(volatile uint32 *)(0x6000001C + uart * 0xF00) >> 16) & 0xFF) >= 126);
  *(volatile uint32 *)(0x60000000 + uart * 0xF00) = c;
  if (!uart) show(c);
  return OK;
}

void uart_div_modify(uint8 uart, uint32 divider) {}

/* What the firmware takes of the SDK's libc, as plain as can be. */
int abs(int value) { return value < 0 ? -value : value; }
int atoi(const char *text) {
  int value = 0;
  bool minus = *text == '-';
  if (minus) text++;
  while (*text >= '0' && *text <= '9') value = value * 10 + *text++ - '0';
  return minus ? -value : value;
}
char *strchr(const char *text, int c) {
  for (;; text++) {
    if (*text == (char)c) return (char *)text;
    if (!*text) return NULL;
  }
}
char *strncat(char *to, const char *from, size_t most) {
  char *at = to + strlen(to);
  while (most-- && *from) *at++ = *from++;
  *at = 0;
  return to;
}
static int errorNumber;
int *__errno(void) { return &errorNumber; }

/* ---- the chip ---- */

static struct rst_info resetInfo;
static uint8 cpuMhz = 160;
static uint32 rtcMemory[192];

struct rst_info *system_get_rst_info(void) { return &resetInfo; }
bool system_update_cpu_freq(uint8 freq) { cpuMhz = freq; return true; }
uint8 system_get_cpu_freq(void) { return cpuMhz; }
enum flash_size_map system_get_flash_size_map(void) { return FLASH_SIZE_32M_MAP_1024_1024; }
uint32 system_get_userbin_addr(void) { return 0x1000; }
const char *system_get_sdk_version(void) { return "stand-in"; }
uint16 system_adc_read(void) { return 0; }
void system_phy_set_max_tpw(uint8 power) {}
void system_phy_set_powerup_option(uint8 option) {}
bool system_deep_sleep_set_option(uint8 option) { return true; }
bool system_deep_sleep(uint64 us) { return true; }
void system_upgrade_flag_set(uint8 flag) {}
void system_upgrade_reboot(void) {}
uint8 system_upgrade_userbin_check(void) { return 0; }
void NmiTimSetFunc(void (*callback)(void)) {}

bool system_rtc_mem_read(uint8 from, void *to, uint16 size) { memcpy(to, rtcMemory + from, size); return true; }
bool system_rtc_mem_write(uint8 to, const void *from, uint16 size) { memcpy(rtcMemory + to, from, size); return true; }

static init_done_cb_t initDone;
void system_init_done_cb(init_done_cb_t callback) { initDone = callback; }

static void finish(const char *why) {
  uint32 *at = (uint32 *)0x3FFFE000;
  while (*at == 0x5AFE57AC) at++;
  tell(why, 0x3FFFFFF0 - (uint32)at, heapMost, variablesMost, timeNow() / 1000);
  simcall(1, 0, 0, 0);
}

void system_restart(void) {
  MARK(MARK_REBOOT);
  finish("reboot");
}

/* ---- flash: the first megabyte is where the chip maps it ---- */

uint32 spi_flash_get_id(void) { return 0x1640e0; }

SpiFlashOpResult spi_flash_read(uint32 from, uint32 *to, uint32 size) {
  if (from + size <= 0x100000) memcpy(to, (void *)(0x40200000 + from), size);
  else memset(to, 0xFF, size);
  return SPI_FLASH_RESULT_OK;
}

SpiFlashOpResult spi_flash_write(uint32 to, uint32 *from, uint32 size) {
  MARK(MARK_FLASH_WRITE);
  if (to + size <= 0x100000) for (uint32 i = 0; i < size / 4; i++) ((uint32 *)(0x40200000 + to))[i] &= from[i];
  return SPI_FLASH_RESULT_OK;
}

SpiFlashOpResult spi_flash_erase_sector(uint16 sector) {
  MARK(MARK_FLASH_ERASE);
  if (sector < 256) memset((void *)(0x40200000 + sector * 4096), 0xFF, 4096);
  return SPI_FLASH_RESULT_OK;
}

/* ---- what comes later: callbacks of Wi-Fi and TCP ---- */

typedef struct Later { uint32 dueUs; void (*run)(void *); void *arg; bool used; } Later;
static Later laters[16];

static void later(uint32 ms, void (*run)(void *), void *arg) {
  for (int i = 0; i < 16; i++)
    if (!laters[i].used) {
      laters[i] = (Later){timeNow() + ms * 1000, run, arg, true};
      return;
    }
  finish("overrun");
}

/* What is gone gets no more callbacks: its memory may be another's soon. */
static void forget(void *arg) {
  for (int i = 0; i < 16; i++) if (laters[i].arg == arg) laters[i].used = false;
}

static void runLaters(void) {
  for (int i = 0; i < 16; i++)
    if (laters[i].used && (sint32)(timeNow() - laters[i].dueUs) >= 0) {
      laters[i].used = false;
      laters[i].run(laters[i].arg);
      return;
    }
}

/* ---- Wi-Fi ---- */

static wifi_event_handler_cb_t onWifi;
static uint8 opmode = STATIONAP_MODE;
static uint8 station = STATION_IDLE;
static struct station_config stationConfig;
static struct softap_config apConfig;
static struct ip_info address;
static char hostname[33];
static uint8 joins;

static void gotIp(void *arg) {
  System_Event_t event = {EVENT_STAMODE_GOT_IP};
  if ((uint32)arg != joins) return;
  station = STATION_GOT_IP;
  address.ip.addr = 0x0200000A;
  address.netmask.addr = 0x00FFFFFF;
  address.gw.addr = 0x0100000A;
  event.event_info.got_ip.ip = address.ip;
  event.event_info.got_ip.mask = address.netmask;
  event.event_info.got_ip.gw = address.gw;
  MARK(MARK_JOINED);
  if (onWifi) onWifi(&event);
}

static void joined(void *arg) {
  System_Event_t event = {EVENT_STAMODE_CONNECTED};
  if ((uint32)arg != joins) return;
  memcpy(event.event_info.connected.ssid, stationConfig.ssid, 32);
  event.event_info.connected.ssid_len = strlen((char *)stationConfig.ssid);
  event.event_info.connected.channel = 6;
  if (onWifi) onWifi(&event);
  later(500, gotIp, arg);
}

bool wifi_station_connect(void) {
  station = STATION_CONNECTING;
  joins++;
  later(700, joined, (void *)(uint32)joins);
  return true;
}
bool wifi_station_disconnect(void) {
  joins++;
  station = STATION_IDLE;
  address.ip.addr = 0;
  return true;
}
void wifi_set_event_handler_cb(wifi_event_handler_cb_t callback) { onWifi = callback; }
uint8 wifi_station_get_connect_status(void) { return station; }
bool wifi_station_get_config(struct station_config *to) { *to = stationConfig; return true; }
bool wifi_station_set_config_current(struct station_config *from) { stationConfig = *from; return true; }
bool wifi_get_ip_info(uint8 interface, struct ip_info *to) {
  MARK(MARK_IP_INFO);
  *to = address;
  return true;
}
bool wifi_set_ip_info(uint8 interface, struct ip_info *from) { return true; }
bool wifi_get_macaddr(uint8 interface, uint8 *to) {
  for (int i = 0; i < 6; i++) to[i] = "\x5c\xcf\x7f\x12\x34\x56"[i];
  return true;
}
uint8 wifi_get_opmode(void) { return opmode; }
bool wifi_set_opmode(uint8 mode) { opmode = mode; return true; }
bool wifi_set_opmode_current(uint8 mode) { opmode = mode; return true; }
enum phy_mode wifi_get_phy_mode(void) { return PHY_MODE_11N; }
bool wifi_set_phy_mode(enum phy_mode mode) { return true; }
enum sleep_type wifi_get_sleep_type(void) { return MODEM_SLEEP_T; }
bool wifi_set_sleep_type(enum sleep_type type) { return true; }
bool wifi_set_channel(uint8 channel) { return true; }
bool wifi_softap_dhcps_start(void) { return true; }
bool wifi_softap_dhcps_stop(void) { return true; }
bool wifi_softap_get_config(struct softap_config *to) { *to = apConfig; return true; }
bool wifi_softap_set_config_current(struct softap_config *from) { apConfig = *from; return true; }
struct station_info *wifi_softap_get_station_info(void) { return NULL; }
void wifi_softap_free_station_info(void) {}
bool wifi_station_dhcpc_start(void) { return true; }
bool wifi_station_dhcpc_stop(void) { return true; }
enum dhcp_status wifi_station_dhcpc_status(void) { return DHCP_STARTED; }
char *wifi_station_get_hostname(void) { return hostname; }
bool wifi_station_set_hostname(char *name) {
  for (int i = 0; i < 32 && (hostname[i] = name[i]); i++);
  return true;
}
sint8 wifi_station_get_rssi(void) { return -50; }
bool wifi_station_scan(struct scan_config *config, scan_done_cb_t callback) { return false; }
bool ping_start(struct ping_option *option) { return false; }
void sntp_init(void) {}
void sntp_stop(void) {}
bool sntp_set_timezone(sint8 zone) { return true; }
void sntp_setservername(unsigned char i, char *server) {}
uint32 sntp_get_current_timestamp() { return 0; }
char *sntp_get_real_time(long t) { return "\n"; }

/* ---- TCP: what the driver says, in segments as the chip's lwIP takes them ---- */

#define CONNECTIONS 6
#define SEGMENT 536
#define NEVER 0xFFFFFFFF
static struct { struct espconn *espconn; bool held, closing; } connections[CONNECTIONS];

/** `againMs`: when to ask for more; `endMs`: when the whole run is over; NEVER for neither. */
enum { NOTHING, BYTES, CLOSE, RESET };
static struct { uint32 what, againMs, endMs, length; char bytes[SEGMENT]; } reply;

/* A free place for NULL; -1 for none. */
static int placeOf(struct espconn *espconn) {
  for (int i = 0; i < CONNECTIONS; i++) if (connections[i].espconn == espconn) return i;
  return -1;
}

static bool isConnected(void) {
  for (int i = 0; i < CONNECTIONS; i++) if (connections[i].espconn) return true;
  return false;
}

/* After this its memory may be another's: nothing that was to come for it comes. */
static void drop(struct espconn *espconn) {
  connections[placeOf(espconn)].espconn = NULL;
  forget(espconn);
  MARK(MARK_CLOSED);
}

static void closed(void *arg) {
  struct espconn *espconn = arg;
  drop(espconn);
  espconn->proto.tcp->disconnect_callback(espconn);
}

static void reset(void *arg) {
  struct espconn *espconn = arg;
  drop(espconn);
  espconn->proto.tcp->reconnect_callback(espconn, ESPCONN_RST);
}

static void more(void *arg);

/* Tells the driver what happened on a connection, and does what it says. */
static void ask(const char *event, struct espconn *espconn, const void *bytes, uint32 length) {
  int place = placeOf(espconn);
  tell(event, place, timeNow() / 1000, length, 0);
  if (length) put(2, bytes, length);
  take(&reply, sizeof reply - SEGMENT);
  if (reply.length) take(reply.bytes, reply.length);
  if (reply.endMs != NEVER) settings.endMs = timeNow() / 1000 + reply.endMs;
  if (connections[place].closing) return;
  if (reply.againMs != NEVER) later(reply.againMs, more, espconn);
  if (reply.what == CLOSE) later(1, closed, espconn);
  else if (reply.what == RESET) later(1, reset, espconn);
  else if (reply.what == BYTES) {
    MARK(MARK_ANSWER);
    espconn->recv_callback(espconn, reply.bytes, reply.length);
  }
}

/* Nothing more while the firmware holds the line. */
static void more(void *arg) {
  if (connections[placeOf(arg)].held) later(2, more, arg);
  else ask("more", arg, NULL, 0);
}

static void connected(void *arg) {
  struct espconn *espconn = arg;
  MARK(MARK_CONNECTED);
  espconn->proto.tcp->connect_callback(espconn);
}

static void sent(void *arg) {
  struct espconn *espconn = arg;
  MARK(MARK_SENT);
  espconn->sent_callback(espconn);
}

sint8 espconn_connect(struct espconn *espconn) {
  int place = placeOf(NULL);
  MARK(MARK_CONNECT);
  if (place < 0) return ESPCONN_MEM;
  connections[place].espconn = espconn;
  connections[place].held = connections[place].closing = false;
  lookAtVariables();
  ask("connect", espconn, NULL, 0);
  if (reply.what == NOTHING) later(4, connected, espconn);
  return ESPCONN_OK;
}

sint8 espconn_send(struct espconn *espconn, uint8 *data, uint16 length) {
  MARK(MARK_SEND);
  if (placeOf(espconn) < 0) return ESPCONN_ARG;
  lookAtVariables();
  later(3, sent, espconn);
  ask("send", espconn, data, length);
  return ESPCONN_OK;
}

/* What was to come for it is dropped, but for the end of it. */
sint8 espconn_disconnect(struct espconn *espconn) {
  int place = placeOf(espconn);
  MARK(MARK_CLOSE);
  if (place < 0) return ESPCONN_ARG;
  forget(espconn);
  connections[place].closing = true;
  ask("close", espconn, NULL, 0);
  later(2, closed, espconn);
  return ESPCONN_OK;
}

sint8 espconn_abort(struct espconn *espconn) { return espconn_disconnect(espconn); }
sint8 espconn_accept(struct espconn *espconn) { return ESPCONN_OK; }
sint8 espconn_create(struct espconn *espconn) { return ESPCONN_OK; }
sint8 espconn_delete(struct espconn *espconn) { return ESPCONN_OK; }
void espconn_dns_setserver(uint8 count, ip_addr_t *servers) {}
sint8 espconn_get_connection_info(struct espconn *espconn, remot_info **info, uint8 flags) { return ESPCONN_ARG; }
sint8 espconn_igmp_join(ip_addr_t *host, ip_addr_t *group) { return ESPCONN_OK; }
uint32 espconn_port(void) { static uint32 port = 4096; return port++; }
static sint8 hold(struct espconn *espconn, bool held) {
  int place = placeOf(espconn);
  if (place < 0) return ESPCONN_ARG;
  connections[place].held = held;
  return ESPCONN_OK;
}
sint8 espconn_recv_hold(struct espconn *espconn) { return hold(espconn, true); }
sint8 espconn_recv_unhold(struct espconn *espconn) { return hold(espconn, false); }
sint8 espconn_regist_time(struct espconn *espconn, uint32 s, uint8 flag) { return ESPCONN_OK; }
sint8 espconn_set_opt(struct espconn *espconn, uint8 option) { return ESPCONN_OK; }
uint8 espconn_tcp_get_max_con(void) { return 5; }
sint8 espconn_tcp_set_max_con(uint8 count) { return ESPCONN_OK; }
sint8 espconn_tcp_set_max_con_allow(struct espconn *espconn, uint8 count) { return ESPCONN_OK; }

sint8 espconn_regist_connectcb(struct espconn *e, espconn_connect_callback f) { e->proto.tcp->connect_callback = f; return 0; }
sint8 espconn_regist_reconcb(struct espconn *e, espconn_reconnect_callback f) { e->proto.tcp->reconnect_callback = f; return 0; }
sint8 espconn_regist_disconcb(struct espconn *e, espconn_connect_callback f) { e->proto.tcp->disconnect_callback = f; return 0; }
sint8 espconn_regist_recvcb(struct espconn *e, espconn_recv_callback f) { e->recv_callback = f; return 0; }
sint8 espconn_regist_sentcb(struct espconn *e, espconn_sent_callback f) { e->sent_callback = f; return 0; }

static struct { dns_found_callback found; struct espconn *espconn; ip_addr_t ip; char name[128]; } lookup;
static void resolved(void *arg) {
  lookup.ip.addr = 0x0100000A;
  lookup.found(lookup.name, &lookup.ip, lookup.espconn);
}
err_t espconn_gethostbyname(struct espconn *espconn, const char *name, ip_addr_t *to, dns_found_callback found) {
  MARK(MARK_RESOLVE);
  lookup.found = found;
  lookup.espconn = espconn;
  strncpy(lookup.name, name, 127);
  later(5, resolved, NULL);
  return ESPCONN_INPROGRESS;
}

/* ---- the loop of the SDK ---- */

extern void user_rf_pre_init(void), user_init(void);

static void pressKeys(void) {
  static uint32 step;
  while (step < settings.stepCount && timeNow() / 1000 >= settings.steps[step].ms) {
    uint32 levels = settings.steps[step++].levels;
    if (levels < GPIO_IN) MARK(MARK_PRESS);
    else MARK(MARK_RELEASE);
    GPIO_IN = levels;
  }
}

void chip_main(void) {
  take(&settings, sizeof settings);
  take(STORAGE, settings.storageLength);
  GPIO_IN = 0xFFFF & ~(1 << 15);
  user_rf_pre_init();
  user_init();
  MARK(MARK_START);
  initDone();
  for (;;) {
    runTimers();
    runLaters();
    pressKeys();
    if (timeNow() / 1000 >= settings.endMs) finish("end");
    for (int prio = 2; prio >= 0; prio--) {
      if (!tasks[prio].count) continue;
      ETSEvent event = tasks[prio].queue[tasks[prio].first];
      tasks[prio].first = (tasks[prio].first + 1) % tasks[prio].length;
      tasks[prio].count--;
      MARK(MARK_TURN);
      tasks[prio].task(&event);
      MARK(MARK_TURN_END);
      break;
    }
  }
}
