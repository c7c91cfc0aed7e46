/* What every program here offers to harness.c: one scan at a logical time in nanoseconds, and a number to compare with. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void scan(int64_t now);
double result(void);
