#include "bench.h"

typedef enum { Idle, Starting, Running, Holding, Stopping, Faulted, Resetting } State;
typedef struct {
  bool start, stop, fault;
  State state;
  bool motor, lamp;
  int16_t ticks;
  int32_t runs;
} Machine;

static void machine(Machine *m) {
  m->ticks++;
  switch (m->state) {
    case Idle:
      m->motor = false;
      if (m->start && !m->stop) { m->state = Starting; m->ticks = 0; }
      break;
    case Starting:
      m->lamp = true;
      if (m->fault) { m->state = Faulted; m->ticks = 0; }
      else if (m->ticks >= 5) { m->state = Running; m->ticks = 0; m->motor = true; }
      break;
    case Running:
      m->runs++;
      if (m->fault) { m->state = Faulted; m->ticks = 0; }
      else if (m->stop) { m->state = Stopping; m->ticks = 0; }
      else if (m->ticks >= 40) { m->state = Holding; m->ticks = 0; }
      break;
    case Holding:
      if (m->ticks >= 3) { m->state = Running; m->ticks = 0; }
      break;
    case Stopping:
      m->motor = false;
      if (m->ticks >= 4) { m->state = Idle; m->lamp = false; m->ticks = 0; }
      break;
    case Faulted:
      m->motor = false;
      m->lamp = !m->lamp;
      if (!m->fault) { m->state = Resetting; m->ticks = 0; }
      break;
    case Resetting:
      if (m->ticks >= 2) { m->state = Idle; m->lamp = false; m->ticks = 0; }
      break;
  }
}

static Machine machines[500];
static int32_t pattern, scans;
static int16_t motors;

void scan(int64_t now) {
  (void)now;
  scans = scans + 1;
  motors = 0;
  for (int16_t i = 1; i <= 500; i++) {
    pattern = (scans + i * 37) % 256;
    Machine *m = &machines[i - 1];
    m->start = pattern < 128;
    m->stop = pattern > 200;
    m->fault = pattern == 77;
    machine(m);
    if (m->motor) motors++;
  }
}

double result(void) { return motors; }
