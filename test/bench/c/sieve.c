#include "bench.h"

static bool composite[4096];
static int16_t primes;

void scan(int64_t now) {
  (void)now;
  for (int16_t i = 0; i <= 4095; i++) composite[i] = false;
  primes = 0;
  for (int16_t i = 2; i <= 4095; i++)
    if (!composite[i]) {
      primes++;
      int16_t k = i;
      while (k <= 4095 - i) {
        k += i;
        composite[k] = true;
      }
    }
}

double result(void) { return primes; }
