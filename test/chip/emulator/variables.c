/*
 * Counts the interpreter's variables that something holds on to: those that are locked, and what can be reached from them. The
 * interpreter's own count has the garbage with it, and collecting that would change what happens next; this changes nothing.
 * Functions and types are those of Espruino's src/jsvar.h.
 */
#include <stdbool.h>
#include <stdint.h>

typedef void Var;
typedef unsigned short Ref;
extern const unsigned int jsVarsSize;
extern Var *_jsvGetAddressOf(Ref ref);
extern unsigned char jsvGetLocks(Var *var);
extern bool jsvIsFlatString(const Var *var), jsvHasStringExt(const Var *var), jsvHasSingleChild(const Var *var), jsvHasChildren(const Var *var);
extern unsigned int jsvGetFlatStringBlocks(const Var *var);
extern Ref jsvGetFirstChild(const Var *var), jsvGetLastChild(const Var *var), jsvGetNextSibling(const Var *var);

#define MOST 4096
static uint8_t isHeld[MOST];

/* How many are held from here that were not before. */
static uint32_t hold(Ref ref) {
  if (!ref || ref >= MOST || isHeld[ref]) return 0;
  Var *var = _jsvGetAddressOf(ref);
  uint32_t count = 1;
  isHeld[ref] = true;
  if (jsvIsFlatString(var)) count += jsvGetFlatStringBlocks(var);
  if (jsvHasStringExt(var))
    for (Ref part = jsvGetLastChild(var); part && !isHeld[part]; part = jsvGetLastChild(_jsvGetAddressOf(part))) {
      isHeld[part] = true;
      count++;
    }
  if (jsvHasSingleChild(var)) count += hold(jsvGetFirstChild(var));
  else if (jsvHasChildren(var))
    for (Ref child = jsvGetFirstChild(var); child; child = jsvGetNextSibling(_jsvGetAddressOf(child))) count += hold(child);
  return count;
}

uint32_t variablesHeld(void) {
  uint32_t count = 0;
  for (uint32_t ref = 0; ref < MOST; ref++) isHeld[ref] = false;
  for (uint32_t ref = 1; ref <= jsVarsSize; ref++) {
    Var *var = _jsvGetAddressOf(ref);
    if (jsvGetLocks(var)) count += hold(ref);
    if (jsvIsFlatString(var)) ref += jsvGetFlatStringBlocks(var);
  }
  return count;
}
