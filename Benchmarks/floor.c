/* The physical floor: reads all files below SOURCES and writes the files of MODEL anew below TARGET, on two threads.
 * Nothing is parsed. MODEL is read into memory before the clock starts. Prints wall seconds, CPU seconds and files. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct file { char *path; char *bytes; size_t size; };
static struct file *sources, *outputs;
static char **folders;
static size_t source_count, output_count, folder_count, base_length;
static atomic_size_t next_source, next_output;
static const char *target;

static int add_source(const char *path, const struct stat *status, int type, struct FTW *place) {
  (void)place;
  if (type != FTW_F) return 0;
  sources = realloc(sources, (source_count + 1) * sizeof *sources);
  sources[source_count++] = (struct file){strdup(path), NULL, status->st_size};
  return 0;
}

static int add_output(const char *path, const struct stat *status, int type, struct FTW *place) {
  (void)place;
  if (type == FTW_D) {
    folders = realloc(folders, (folder_count + 1) * sizeof *folders);
    folders[folder_count++] = strdup(path + base_length);
    return 0;
  }
  char *bytes = malloc(status->st_size + 1);
  int file = open(path, O_RDONLY);
  if (file < 0 || read(file, bytes, status->st_size) != status->st_size) exit(1);
  close(file);
  outputs = realloc(outputs, (output_count + 1) * sizeof *outputs);
  outputs[output_count++] = (struct file){strdup(path + base_length), bytes, status->st_size};
  return 0;
}

static void *work(void *unused) {
  (void)unused;
  char buffer[1 << 16], path[4096];
  for (size_t i; (i = next_source++) < source_count;) {
    int file = open(sources[i].path, O_RDONLY);
    while (read(file, buffer, sizeof buffer) > 0) {}
    close(file);
  }
  for (size_t i; (i = next_output++) < output_count;) {
    snprintf(path, sizeof path, "%s%s", target, outputs[i].path);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (write(file, outputs[i].bytes, outputs[i].size) != (ssize_t)outputs[i].size) exit(1);
    close(file);
  }
  return NULL;
}

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

int main(int count, char **arguments) {
  if (count != 4) return fprintf(stderr, "usage: floor SOURCES MODEL TARGET\n"), 2;
  base_length = strlen(arguments[2]);
  target = arguments[3];
  if (nftw(arguments[1], add_source, 64, FTW_PHYS) || nftw(arguments[2], add_output, 64, FTW_PHYS)) return 1;
  struct rusage before, after;
  struct timespec start, end;
  getrusage(RUSAGE_SELF, &before);
  clock_gettime(CLOCK_MONOTONIC, &start);
  char path[4096];
  for (size_t i = 0; i < folder_count; i++) {
    snprintf(path, sizeof path, "%s%s", target, folders[i]);
    mkdir(path, 0755);
  }
  pthread_t other;
  pthread_create(&other, NULL, work, NULL);
  work(NULL);
  pthread_join(other, NULL);
  clock_gettime(CLOCK_MONOTONIC, &end);
  getrusage(RUSAGE_SELF, &after);
  printf("%f %f %zu\n", end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9,
         seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) - seconds(before.ru_stime),
         output_count);
}
