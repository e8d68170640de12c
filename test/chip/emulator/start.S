/* Reset: the chip's stack (0x40000000, downwards), painted, and a zeroed .bss, then chip_main. */
  .section .chip.reset, "ax"
  .global chip_reset
  .align 4
chip_reset:
  j 1f
  .align 4
.Lbottom: .word 0x3FFFE000
.Ltop: .word 0x3FFFFFF0
.Lpaint: .word 0x5AFE57AC
.Lbss: .word chip_bss_start
.Lbssend: .word chip_bss_end
.Lmain: .word chip_main
1:
  movi a2, 0x20
  wsr.ps a2
  rsync
  l32r a2, .Lbottom
  l32r a3, .Ltop
  l32r a4, .Lpaint
2: s32i a4, a2, 0
  addi a2, a2, 4
  bltu a2, a3, 2b
  l32r a2, .Lbss
  l32r a3, .Lbssend
  movi a4, 0
  bgeu a2, a3, 4f
3: s32i a4, a2, 0
  addi a2, a2, 4
  bltu a2, a3, 3b
4: l32r a1, .Ltop
  l32r a0, .Lmain
  callx0 a0
5: j 5b

/* Calls a function on a stack of its own, so that the painted one doesn't tell of it. */
  .global chip_aside
  .align 4
.Laside: .word 0x3FF5FFF0
chip_aside:
  l32r a3, .Laside
  s32i a0, a3, 0
  s32i a1, a3, 4
  mov a1, a3
  callx0 a2
  l32i a0, a1, 0
  l32i a1, a1, 4
  ret
