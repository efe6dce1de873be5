import Foundation

/// Two descriptors that are connected: one for this process, one for a process that it starts.
///
/// Neither is passed on to other programs that this process starts.
struct DescriptorPair {
    /// This process's end.
    let near: Int32
    /// The other's, above those that a process is started with.
    let far: Int32

    /// The first number that an end for others may have.
    private static let least: Int32 = 10

    private init?(near: Int32, far first: Int32) {
        let far = fcntl(first, F_DUPFD_CLOEXEC, DescriptorPair.least)
        let reason = errno
        close(first)
        guard far >= 0 else {
            close(near)
            errno = reason
            return nil
        }
        self.near = near
        self.far = far
    }

    /// Both ends read and write; `nil`, with the reason in `errno`, where there are no descriptors left.
    static func socket() -> DescriptorPair? {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            return nil
        }
        return DescriptorPair(near: ends[0], far: ends[1])
    }

    /// This process reads, without waiting, what the other writes.
    static func pipe() -> DescriptorPair? {
        var ends: [Int32] = [-1, -1]
        guard Foundation.pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return DescriptorPair(near: ends[0], far: ends[1])
    }
}
