#include "bench.h"

typedef struct {
  double setpoint, actual, kp, ki, kd, dt, low, high;
  double output;
  bool saturated;
  double integral, previous;
  bool started;
} Pid;

static void pid(Pid *self) {
  double error = self->setpoint - self->actual;
  if (!self->started) {
    self->previous = error;
    self->started = true;
  }
  double derivative = (error - self->previous) / self->dt;
  self->previous = error;
  double raw = self->kp * error + self->ki * (self->integral + error * self->dt) + self->kd * derivative;
  self->saturated = raw > self->high || raw < self->low;
  if (!self->saturated) self->integral = self->integral + error * self->dt;
  double at_least = raw < self->low ? self->low : raw;
  self->output = at_least > self->high ? self->high : at_least;
}

static Pid loops[64];
static double levels[64], goals[64], check;
static int32_t scans;

void scan(int64_t now) {
  (void)now;
  scans = scans + 1;
  check = 0.0;
  for (int32_t i = 0; i <= 63; i++) {
    if (scans % 512 == 1) goals[i] = (double)((scans / 512 * 7 + i * 13) % 100);
    Pid *p = &loops[i];
    p->setpoint = goals[i];
    p->actual = levels[i];
    p->kp = 2.0;
    p->ki = 0.5;
    p->kd = 0.05;
    p->dt = 0.01;
    p->low = 0.0;
    p->high = 100.0;
    pid(p);
    levels[i] = levels[i] + (p->output - levels[i]) * 0.01;
    check += levels[i];
  }
}

double result(void) { return check; }
