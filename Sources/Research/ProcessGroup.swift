import Foundation

/// Starts programs in process groups of their own, so that Ctrl-C on the terminal reaches this process alone.
enum ProcessGroup {
    /// Starts a program that reads nothing from standard input; all signals have their usual meaning for it.
    ///
    /// - Parameters:
    ///   - path: The program: a path, or a name that is looked for in `$PATH`.
    ///   - arguments: Its name and its arguments.
    ///   - descriptors: What it finds open, by the descriptors here and there; standard output leads nowhere where it is
    ///     not among them.
    ///   - number: Its process, and group.
    /// - Returns: 0, or why it cannot be started, as `errno` has it.
    static func start(
        _ path: String, _ arguments: [String], environment: [String: String],
        descriptors: [(here: Int32, there: Int32)], number: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        if !descriptors.contains(where: { $0.there == STDOUT_FILENO }) {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        }
        for (here, there) in descriptors { posix_spawn_file_actions_adddup2(&actions, here, there) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this program ignores or blocks, another may rely on.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        return withPointers(arguments) { arguments in
            withPointers(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawnp(&number, path, &actions, &attributes, arguments, variables)
            }
        }
    }

    /// Runs `body` with texts as C has them: pointers, the last of which is null.
    private static func withPointers(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
    ) -> Int32 {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
