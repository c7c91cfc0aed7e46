/*
 * harness WARM SCANS: prints the result after WARM scans, so that both languages can be seen to compute the same, and then the
 * nanoseconds that each of SCANS more took.
 */
#include "bench.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  long warm = atol(argv[1]), scans = atol(argv[2]);
  int64_t now = 0;
  struct timespec before, after;
  for (long i = 0; i < warm; i++, now += 10000000) scan(now);
  printf("%.17g\n", result());
  clock_gettime(CLOCK_MONOTONIC, &before);
  for (long i = 0; i < scans; i++, now += 10000000) scan(now);
  clock_gettime(CLOCK_MONOTONIC, &after);
  printf("%.3f\n", ((double)(after.tv_sec - before.tv_sec) * 1e9 + (double)(after.tv_nsec - before.tv_nsec)) / (double)scans);
  return 0;
}
