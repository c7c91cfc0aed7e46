#include "bench.h"

typedef struct { bool IN; int64_t PT; bool Q; int64_t ET; bool running; int64_t start; } Timer;
typedef struct { bool CU, R; int16_t PV; bool Q; int16_t CV; bool before; } Ctu;
typedef struct { bool CD, LD; int16_t PV; bool Q; int16_t CV; bool before; } Ctd;
typedef struct { bool CLK, Q, M; } RTrig;

static int64_t clock_ns;

static void ton(Timer *t) {
  if (!t->IN) {
    t->Q = false;
    t->ET = 0;
    t->running = false;
  } else if (!t->running) {
    t->running = true;
    t->start = clock_ns;
    t->ET = 0;
    t->Q = t->PT <= 0;
  } else if (!t->Q) {
    t->ET = clock_ns - t->start;
    if (t->ET >= t->PT) {
      t->ET = t->PT;
      t->Q = true;
    }
  }
}

static void tof(Timer *t) {
  if (t->IN) {
    t->Q = true;
    t->ET = 0;
    t->running = false;
  } else if (t->Q && !t->running) {
    t->running = true;
    t->start = clock_ns;
    t->ET = 0;
    t->Q = t->PT > 0;
  } else if (t->Q) {
    t->ET = clock_ns - t->start;
    if (t->ET >= t->PT) {
      t->ET = t->PT;
      t->Q = false;
    }
  }
}

static void ctu(Ctu *c) {
  if (c->R) c->CV = 0;
  else if (c->CU && !c->before && c->CV < 32767) c->CV++;
  c->before = c->CU;
  c->Q = c->CV >= c->PV;
}

static void ctd(Ctd *c) {
  if (c->LD) c->CV = c->PV;
  else if (c->CD && !c->before && c->CV > -32768) c->CV--;
  c->before = c->CD;
  c->Q = c->CV <= 0;
}

static Timer on_delays[50], off_delays[50];
static Ctu up[50];
static Ctd down[50];
static RTrig edge;
static int16_t active;
static int32_t scans;
static bool level;

void scan(int64_t now) {
  clock_ns = now;
  scans = scans + 1;
  level = scans % 8 < 5;
  edge.CLK = level;
  edge.Q = edge.CLK && !edge.M;
  edge.M = edge.CLK;
  active = 0;
  for (int16_t i = 0; i <= 49; i++) {
    on_delays[i].IN = level || i % 3 == 0;
    on_delays[i].PT = 50000000;
    ton(&on_delays[i]);
    off_delays[i].IN = on_delays[i].Q && !level;
    off_delays[i].PT = 30000000;
    tof(&off_delays[i]);
    up[i].CU = on_delays[i].Q && edge.Q;
    up[i].R = up[i].Q;
    up[i].PV = 10;
    ctu(&up[i]);
    down[i].CD = off_delays[i].Q;
    down[i].LD = down[i].Q || up[i].Q;
    down[i].PV = 100;
    ctd(&down[i]);
    if (on_delays[i].Q) active += 1;
    if (off_delays[i].Q && down[i].CV > 50) active += 2;
  }
}

double result(void) { return active; }
