/*
 * The head of an AppImage for trials: unpacks what lies behind it with the system's unsquashfs, runs it as AppImage's own runtime does
 * (APPIMAGE, APPDIR, ARGV0), and clears up. The real runtime mounts instead of unpacking and needs nothing of the system; it is used
 * wherever it can be downloaded. Only what the app and electron-updater see of a runtime is done here.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile pid_t child;

static void pass_on(int signal_number) {
  if (child > 0) kill(child, signal_number);
}

static int fail(const char *what) {
  fprintf(stderr, "AppImage: %s\n", what);
  return 127;
}

/* Where this program ends in its file and the packed folder begins. */
static long program_size(const char *file) {
  Elf64_Ehdr header;
  int descriptor = open(file, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return -1;
  ssize_t got = read(descriptor, &header, sizeof header);
  close(descriptor);
  return got == sizeof header ? (long)(header.e_shoff + (unsigned long)header.e_shentsize * header.e_shnum) : -1;
}

static int run(char *const arguments[]) {
  int status;
  child = fork();
  if (child < 0) return 127;
  if (child == 0) {
    execvp(arguments[0], arguments);
    _exit(127);
  }
  while (waitpid(child, &status, 0) < 0) {
  }
  child = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int unpack(char *file, char *offset, char *folder) {
  char *const arguments[] = {"unsquashfs", "-quiet", "-no-progress", "-no-xattrs", "-d", folder, "-o", offset, file, NULL};
  return run(arguments);
}

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *place) {
  (void)facts, (void)kind, (void)place;
  return remove(path);
}

int main(int count, char *arguments[]) {
  char file[PATH_MAX], offset[32], folder[PATH_MAX], program[PATH_MAX + 16];
  ssize_t length = readlink("/proc/self/exe", file, sizeof file - 1);
  if (length < 0) return fail("/proc is not there.");
  file[length] = '\0';
  snprintf(offset, sizeof offset, "%ld", program_size(file));

  const char *order = count > 1 ? arguments[1] : "";
  if (strcmp(order, "--appimage-offset") == 0) return puts(offset) < 0;
  if (strcmp(order, "--appimage-extract") == 0) return unpack(file, offset, "squashfs-root");
  int skip = strcmp(order, "--appimage-extract-and-run") == 0;

  const char *temporary = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/appimage-XXXXXX", temporary && *temporary ? temporary : "/tmp");
  if (mkdtemp(folder) == NULL) return fail("no temporary folder can be made.");
  signal(SIGTERM, pass_on);
  signal(SIGINT, pass_on);
  signal(SIGHUP, pass_on);
  size_t top = strlen(folder);
  strncat(folder, "/root", sizeof folder - top - 1);
  int code = unpack(file, offset, folder);
  if (code != 0) {
    code = fail("it can't be unpacked. This one is for trials and needs unsquashfs (squashfs-tools) of the system.");
  } else {
    setenv("APPIMAGE", file, 1);
    setenv("APPDIR", folder, 1);
    setenv("ARGV0", arguments[0], 1);
    snprintf(program, sizeof program, "%s/AppRun", folder);
    arguments[skip] = program;
    code = run(arguments + skip);
  }
  folder[top] = '\0';
  nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  return code;
}
