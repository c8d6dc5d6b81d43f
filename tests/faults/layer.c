/* A layer between the program and the disk, for tests: it asks before each call, or records them all.

   Preloaded into a process, it looks at what is done to the files below one folder, except for SQLite's
   shared memory and the locks, which hold nothing. Each write, fsync, truncation and rename has a number.
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/types.h>
#include <unistd.h>

static char under[4096];
static int record_to = -1;
static long count;
static int (*ask)(long);
static int alone, asking;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Look at what lies below `folder`; record to `log` (-1: nowhere). */
void layer_record(const char *folder, int log) {
    snprintf(under, sizeof under, "%s", folder);
    record_to = log;
}

/* Look at what lies below `folder`; ask `whether` before each call, which fails with the error it answers.

   What is done while it is asked is not looked at. Until `layer_go_on` every lock on a file is granted and
   none is taken: whoever is forked off at a call has the files for itself. The process has one thread, and from
   now on takes no mutex: SQLite's know their owner by its number, which is another one in a child.
*/
void layer_ask(const char *folder, int (*whether)(long)) {
    snprintf(under, sizeof under, "%s", folder);
    count = 0;
    alone = 1;
    ask = whether;
}

void layer_go_on(void) { ask = 0; }

static int ends(const char *path, const char *tail) {
    size_t length = strlen(path), other = strlen(tail);
    return length >= other && !strcmp(path + length - other, tail);
}

static int watched(const char *path) {
    return under[0] && !asking && !strncmp(path, under, strlen(under)) && !ends(path, "-shm") && !ends(path, ".lock");
}

static int path_of(int fd, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, room - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return watched(path);
}

/* A line of the record: what, where, and how many bytes follow. */
static void tell(char what, const char *path, long long at, const void *data, size_t length) {
    if (record_to < 0) return;
    char head[8300];
    int size = snprintf(head, sizeof head, "%c\t%s\t%lld\t%zu\n", what, path, at, length);
    REAL(write)(record_to, head, size);
    if (length) REAL(write)(record_to, data, length);
}

/* True if this call fails. */
static int fails(void) {
    if (!ask) return 0;
    asking = 1;
    int error = ask(++count);
    asking = 0;
    if (error) errno = error;
    return error != 0;
}

static ssize_t written(int fd, const void *data, size_t length, long long at, int placed) {
    char path[4096];
    int saved = errno;
    if (!under[0] || asking || !path_of(fd, path, sizeof path)) {
        errno = saved;
        return placed ? REAL(pwrite64)(fd, data, length, at) : REAL(write)(fd, data, length);
    }
    pthread_mutex_lock(&guard);
    ssize_t done = -1;
    if (!fails()) {
        long long place = placed ? at : lseek64(fd, 0, SEEK_CUR);
        done = placed ? REAL(pwrite64)(fd, data, length, at) : REAL(write)(fd, data, length);
        if (done > 0) tell('W', path, place, data, done);
    }
    pthread_mutex_unlock(&guard);
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return written(fd, data, length, at, 1); }

#define SYNC(name)                                                          \
    int name(int fd) {                                                      \
        char path[4096];                                                    \
        if (under[0] && path_of(fd, path, sizeof path) && fails()) return -1; \
        return REAL(name)(fd);                                              \
    }
SYNC(fsync)
SYNC(fdatasync)

static int cut(int fd, long long length) {
    char path[4096];
    if (under[0] && path_of(fd, path, sizeof path)) {
        if (fails()) return -1;
        tell('T', path, length, 0, 0);
    }
    return REAL(ftruncate64)(fd, length);
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

int rename(const char *from, const char *to) {
    int seen = watched(from);
    if (seen && fails()) return -1;
    int done = REAL(rename)(from, to);
    if (seen && !done) {
        tell('R', from, 0, to, strlen(to));
    }
    return done;
}

int unlink(const char *path) {
    int done = REAL(unlink)(path);
    if (!done && watched(path)) tell('U', path, 0, 0, 0);
    return done;
}

static void opened(const char *path, int flags, int fd) {
    char whole[4096];
    int saved = errno;
    if (fd >= 0 && under[0] && (flags & (O_CREAT | O_TRUNC)) && path_of(fd, whole, sizeof whole))
        tell(flags & O_TRUNC ? 'E' : 'O', whole, 0, 0, 0);
    errno = saved;
}

#define OPEN(name)                                    \
    int name(const char *path, int flags, ...) {      \
        va_list more;                                 \
        va_start(more, flags);                        \
        int mode = va_arg(more, int);                 \
        va_end(more);                                 \
        int fd = REAL(name)(path, flags, mode);       \
        opened(path, flags, fd);                      \
        return fd;                                    \
    }
OPEN(open)
OPEN(open64)

#define CONTROL(name)                                                        \
    int name(int fd, int what, ...) {                                        \
        va_list more;                                                        \
        va_start(more, what);                                                \
        void *given = va_arg(more, void *);                                  \
        va_end(more);                                                        \
        if (ask && (what == F_SETLK || what == F_SETLKW)) return 0;          \
        if (ask && what == F_GETLK) ((struct flock *)given)->l_type = F_UNLCK; \
        return ask && what == F_GETLK ? 0 : REAL(name)(fd, what, given);     \
    }
CONTROL(fcntl)
CONTROL(fcntl64)

int flock(int fd, int how) { return ask ? 0 : REAL(flock)(fd, how); }

#define MUTEX(name) \
    int name(pthread_mutex_t *mutex) { return alone ? 0 : REAL(name)(mutex); }
MUTEX(pthread_mutex_lock)
MUTEX(pthread_mutex_trylock)
MUTEX(pthread_mutex_unlock)
