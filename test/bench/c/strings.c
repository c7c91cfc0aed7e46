#include "bench.h"
#include <string.h>

static char digits[] = "0123456789";
static char line[81], word[17];
static int32_t found, scans, total;

/* As a careful C programmer writes it: no string grows beyond its buffer. */
static void concat(char *target, size_t room, const char *left, const char *right) {
  char built[256];
  size_t a = strlen(left), b = strlen(right);
  memcpy(built, left, a);
  memcpy(built + a, right, b);
  size_t length = a + b < room ? a + b : room;
  memcpy(target, built, length);
  target[length] = 0;
}

void scan(int64_t now) {
  (void)now;
  scans = scans + 1;
  total = 0;
  for (int16_t n = 1; n <= 20; n++) {
    word[0] = 0;
    int16_t digit = (int16_t)((scans + n) % 1000);
    for (int16_t k = 1; k <= 3; k++) {
      char one[2] = {digits[digit % 10], 0};
      concat(word, 16, one, word);
      digit = digit / 10;
    }
    concat(line, 80, "pump ", word);
    concat(line, 80, line, " is running at ");
    concat(line, 80, line, word);
    concat(line, 80, line, " rpm");
    const char *at = strstr(line, "running");
    total += (int32_t)strlen(line) + (at ? (int32_t)(at - line) + 1 : 0);
    if (strcmp(line, "pump 500") > 0) found++;
  }
}

double result(void) { return total; }
