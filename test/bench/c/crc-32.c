#include "bench.h"

static uint32_t table[256], crc;
static uint8_t message[2048];
static bool ready;
static int32_t scans;

void scan(int64_t now) {
  (void)now;
  if (!ready) {
    for (int32_t i = 0; i <= 255; i++) {
      crc = (uint32_t)i;
      for (int32_t k = 1; k <= 8; k++) crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
      table[i] = crc;
    }
    for (int32_t i = 0; i <= 2047; i++) message[i] = (uint8_t)(i * 31);
    ready = true;
  }
  scans = scans + 1;
  message[scans % 2048] = (uint8_t)scans;
  crc = 0xFFFFFFFFu;
  for (int32_t i = 0; i <= 2047; i++) crc = crc >> 8 ^ table[(crc ^ message[i]) & 0xFF];
  crc = ~crc;
}

double result(void) { return crc; }
