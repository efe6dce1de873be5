#include "cpagefaults.h"

#include <errno.h>

#if defined(__linux__)

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif

int cpagefaults_open(void) {
    int descriptor = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) descriptor = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);
    if (descriptor < 0) return -errno;
    struct uffdio_api api = {.api = UFFD_API, .features = UFFD_FEATURE_EVENT_UNMAP};
    if (ioctl(descriptor, UFFDIO_API, &api) != 0) {
        int reason = errno;
        close(descriptor);
        return -reason;
    }
    return descriptor;
}

int cpagefaults_watch(int descriptor, void *start, size_t bytes) {
    struct uffdio_register request = {
        .range = {.start = (uintptr_t)start, .len = bytes}, .mode = UFFDIO_REGISTER_MODE_MISSING};
    return ioctl(descriptor, UFFDIO_REGISTER, &request) == 0 ? 0 : -errno;
}

int cpagefaults_release(int descriptor, void *start, size_t bytes) {
    struct uffdio_range range = {.start = (uintptr_t)start, .len = bytes};
    return ioctl(descriptor, UFFDIO_UNREGISTER, &range) == 0 ? 0 : -errno;
}

int cpagefaults_wait(int descriptor, int patience) {
    struct pollfd wait = {.fd = descriptor, .events = POLLIN};
    if (poll(&wait, 1, patience) >= 0 || errno == EINTR) return 0;
    return -errno;
}

int cpagefaults_next(int descriptor, uintptr_t *start, uintptr_t *end) {
    struct uffd_msg message;
    ssize_t count = read(descriptor, &message, sizeof message);
    if (count < 0) return errno == EINTR || errno == EAGAIN ? 0 : -errno;
    if (count != (ssize_t)sizeof message) return -EIO;
    if (message.event == UFFD_EVENT_PAGEFAULT) {
        *start = (uintptr_t)message.arg.pagefault.address;
        *end = *start + 1;
        return cpagefaults_touched;
    }
    if (message.event == UFFD_EVENT_UNMAP) {
        *start = (uintptr_t)message.arg.remove.start;
        *end = (uintptr_t)message.arg.remove.end;
        return cpagefaults_unmapped;
    }
    return 0;
}

int cpagefaults_supply(int descriptor, void *target, const void *source, size_t bytes, size_t page) {
    size_t done = 0;
    while (done < bytes) {
        struct uffdio_copy copy = {
            .dst = (uintptr_t)target + done, .src = (uintptr_t)source + done, .len = bytes - done, .mode = 0};
        if (ioctl(descriptor, UFFDIO_COPY, &copy) == 0) break;
        if (copy.copy > 0) {
            done += (size_t)copy.copy;
        } else if (errno == EEXIST) {
            /* Supplied before: whoever waits for it needs a wake all the same. */
            struct uffdio_range range = {.start = (uintptr_t)target + done, .len = page};
            ioctl(descriptor, UFFDIO_WAKE, &range);
            done += page;
        } else if (errno != EINTR) {
            return -errno;
        }
    }
    return 0;
}

#else

int cpagefaults_open(void) { return -ENOSYS; }
int cpagefaults_watch(int descriptor, void *start, size_t bytes) { return -ENOSYS; }
int cpagefaults_release(int descriptor, void *start, size_t bytes) { return -ENOSYS; }
int cpagefaults_wait(int descriptor, int patience) { return -ENOSYS; }
int cpagefaults_next(int descriptor, uintptr_t *start, uintptr_t *end) { return -ENOSYS; }
int cpagefaults_supply(int d, void *target, const void *source, size_t bytes, size_t page) { return -ENOSYS; }

#endif
