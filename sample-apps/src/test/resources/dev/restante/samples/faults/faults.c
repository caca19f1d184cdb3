/*
 * A disk and a clock that misbehave, for one process: preloaded, it stands before the calls of libc. What it does is set by whoever maps
 * the file RESTANTE_FAULTS, an array of 64-bit numbers in the machine's order, while the process runs. Disk faults concern the files
 * below the folder RESTANTE_FAULTS_FOLDER only.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct faults {
    /* Set from outside. */
    volatile int64_t sync_least_ms, sync_most_ms; /* every sync takes this much longer */
    volatile int64_t failing_syncs;               /* so many syncs fail with EIO; -1: all */
    volatile int64_t failing_writes;              /* so many writes stop half way with EIO; -1: all */
    volatile int64_t clock_ahead_s;               /* the wall clock shows this much more */
    /* Counted here. */
    volatile int64_t slow_syncs, failed_syncs, failed_writes;
};

static struct faults none;
static struct faults *faults = &none;
static const char *folder = "";

static int (*real_fsync)(int), (*real_fdatasync)(int);
static int (*real_sync_file_range)(int, off64_t, off64_t, unsigned);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_gettimeofday)(struct timeval *restrict, void *restrict);

#define FIND(name)                              \
    do {                                        \
        if (!real_##name)                       \
            real_##name = dlsym(RTLD_NEXT, #name); \
    } while (0)

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("RESTANTE_FAULTS");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd >= 0) {
        void *mapped = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped != MAP_FAILED)
            faults = mapped;
        close(fd);
    }
    if (getenv("RESTANTE_FAULTS_FOLDER"))
        folder = getenv("RESTANTE_FAULTS_FOLDER");
}

static int concerned(int fd) {
    char link[32], path[PATH_MAX];
    int kept = errno;
    char *end = link + sizeof link, *start = end;
    *--start = 0;
    for (unsigned n = (unsigned)fd; start == end - 1 || n; n /= 10)
        *--start = (char)('0' + n % 10);
    static const char prefix[] = "/proc/self/fd/";
    start -= sizeof prefix - 1;
    memcpy(start, prefix, sizeof prefix - 1);
    ssize_t length = fd < 0 ? -1 : readlink(start, path, sizeof path);
    errno = kept;
    size_t wanted = strlen(folder);
    return wanted && length > (ssize_t)wanted && !memcmp(path, folder, wanted);
}

/* Takes one of the faults that are left; whether there was one. */
static int take(volatile int64_t *left, volatile int64_t *count) {
    int64_t seen = *left;
    while (seen) {
        if (seen < 0 || __sync_bool_compare_and_swap(left, seen, seen - 1)) {
            __sync_fetch_and_add(count, 1);
            return 1;
        }
        seen = *left;
    }
    return 0;
}

/* What happens to a sync before it is done; whether it fails. */
static int before_sync(int fd) {
    static __thread unsigned chance;
    int64_t least = faults->sync_least_ms, most = faults->sync_most_ms;
    if ((!most && !faults->failing_syncs) || !concerned(fd))
        return 0;
    if (most) {
        if (!chance)
            chance = (unsigned)fd * 2654435761u + 1;
        int64_t ms = least + rand_r(&chance) % (most - least + 1);
        struct timespec pause = {ms / 1000, ms % 1000 * 1000000};
        nanosleep(&pause, NULL);
        __sync_fetch_and_add(&faults->slow_syncs, 1);
    }
    if (!take(&faults->failing_syncs, &faults->failed_syncs))
        return 0;
    errno = EIO;
    return 1;
}

int fsync(int fd) {
    FIND(fsync);
    return before_sync(fd) ? -1 : real_fsync(fd);
}

int fdatasync(int fd) {
    FIND(fdatasync);
    return before_sync(fd) ? -1 : real_fdatasync(fd);
}

int sync_file_range(int fd, off64_t offset, off64_t count, unsigned flags) {
    FIND(sync_file_range);
    return before_sync(fd) ? -1 : real_sync_file_range(fd, offset, count, flags);
}

static int write_fails(int fd) {
    return faults->failing_writes && concerned(fd) && take(&faults->failing_writes, &faults->failed_writes);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    FIND(write);
    if (!write_fails(fd))
        return real_write(fd, bytes, count);
    if (count > 1)
        (void)!real_write(fd, bytes, count / 2);
    errno = EIO;
    return -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    FIND(pwrite);
    if (!write_fails(fd))
        return real_pwrite(fd, bytes, count, offset);
    if (count > 1)
        (void)!real_pwrite(fd, bytes, count / 2, offset);
    errno = EIO;
    return -1;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    return pwrite64(fd, bytes, count, offset);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    FIND(clock_gettime);
    int result = real_clock_gettime(clock, now);
    if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += faults->clock_ahead_s;
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    FIND(gettimeofday);
    int result = real_gettimeofday(now, zone);
    if (!result)
        now->tv_sec += faults->clock_ahead_s;
    return result;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result)
        *result = now.tv_sec;
    return now.tv_sec;
}
