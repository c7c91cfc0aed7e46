#include "bench.h"

static double a[32][32], b[32][32], c[32][32], check;
static int32_t scans;

void scan(int64_t now) {
  (void)now;
  scans = scans + 1;
  if (scans == 1)
    for (int16_t i = 0; i <= 31; i++)
      for (int16_t j = 0; j <= 31; j++) {
        a[i][j] = (i * 7 + j * 3) % 11;
        b[i][j] = (i * 5 + j * 13) % 17;
      }
  a[scans % 32][5] = scans % 100;
  for (int16_t i = 0; i <= 31; i++)
    for (int16_t j = 0; j <= 31; j++) {
      double sum = 0.0;
      for (int16_t k = 0; k <= 31; k++) sum = sum + a[i][k] * b[k][j];
      c[i][j] = sum;
    }
  check = c[3][4] + c[31][30];
}

double result(void) { return check; }
