#include "bench.h"

enum { N = 200 };
static int32_t values[N];
static uint32_t seed = 1;
static int32_t swaps;

void scan(int64_t now) {
  (void)now;
  for (int16_t i = 0; i < N; i++) {
    seed = seed * 1664525u + 1013904223u;
    values[i] = (int32_t)(seed / 65536u);
  }
  swaps = 0;
  for (int16_t i = N - 1; i >= 1; i--) {
    bool swapped = false;
    for (int16_t j = 0; j < i; j++)
      if (values[j] > values[j + 1]) {
        int32_t held = values[j];
        values[j] = values[j + 1];
        values[j + 1] = held;
        swaps++;
        swapped = true;
      }
    if (!swapped) break;
  }
}

double result(void) { return swaps; }
