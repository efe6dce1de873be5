#define _GNU_SOURCE
#include "cmappedfiles.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* The handler may run at any instant in any thread, so it only reads whole words and calls mmap. */
enum { MOST = 4096 };
static uintptr_t starts[MOST];
static size_t lengths[MOST];
static struct sigaction before;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t changes = PTHREAD_MUTEX_INITIALIZER;

static void on_fault(int number, siginfo_t *info, void *context) {
    const uintptr_t address = (uintptr_t)info->si_addr;
    for (int i = 0; i < MOST; i++) {
        const uintptr_t start = __atomic_load_n(&starts[i], __ATOMIC_ACQUIRE);
        if (start == 0 || address < start || address - start >= __atomic_load_n(&lengths[i], __ATOMIC_RELAXED)) continue;
        const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
        void *at = (void *)(address / page * page);
        if (mmap(at, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == at) return;
    }
    /* Not ours: as if there were no guard. */
    if (before.sa_flags & SA_SIGINFO) {
        before.sa_sigaction(number, info, context);
    } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
        before.sa_handler(number);
    } else {
        signal(number, SIG_DFL);
    }
}

static void install(void) {
    struct sigaction action = {0};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &before);
}

int cmapped_guard(void *start, size_t length) {
    pthread_once(&once, install);
    int found = 0;
    pthread_mutex_lock(&changes);
    for (int i = 0; i < MOST && !found; i++) {
        if (starts[i] != 0) continue;
        __atomic_store_n(&lengths[i], length, __ATOMIC_RELAXED);
        __atomic_store_n(&starts[i], (uintptr_t)start, __ATOMIC_RELEASE);
        found = 1;
    }
    pthread_mutex_unlock(&changes);
    return found;
}

void cmapped_release(void *start) {
    pthread_mutex_lock(&changes);
    for (int i = 0; i < MOST; i++) {
        if (starts[i] == (uintptr_t)start) __atomic_store_n(&starts[i], 0, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&changes);
}

int cmapped_sync_file_system(int descriptor) { return syncfs(descriptor); }
